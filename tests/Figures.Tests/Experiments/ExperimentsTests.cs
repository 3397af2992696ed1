using Recurrent;

namespace Figures.Tests;

public class ExperimentsTests
{
    [Fact]
    public void Nets_AreFive_WithNamesOfTheirOwn()
    {
        Assert.Equal(5, Net.All.Select(net => net.Name).Distinct().Count());
        Assert.All(Net.All, net => Assert.Equal(7, net.Layer(7, 20).Units));
    }

    [Fact]
    public void Layer_StartsTheGatesForTheLag()
    {
        double LargestBias(double lag)
        {
            var model = new Sequential(Net.Lstm.Layer(50, lag)) { Seed = 1 };
            model.Build(2);
            return model[0, "bias"].ToArray().Max();
        }

        Assert.Equal(1, LargestBias(0));
        Assert.InRange(LargestBias(1000), Math.Log(100), Math.Log(1000));
    }

    [Fact]
    public void LatchSetByHand_CarriesTheFirstSymbol() =>
        Assert.Equal(1, MemoryTask.RememberFirst(160).Score(Experiments.LatchSetByHand()).Accuracy);

    [Fact]
    public void Runs_OfOneExperiment_AreTheSameObject()
    {
        var first = Experiments.RememberTheFirstSymbol(() => new Lstm(4, forgetBias: 3), "small", steps: 5, seeds: 1, limit: 3);
        Assert.Same(first, Experiments.RememberTheFirstSymbol(() => new Lstm(4, forgetBias: 3), "small", steps: 5, seeds: 1, limit: 3));
        Assert.NotSame(first, Experiments.RememberTheFirstSymbol(() => new Lstm(4, forgetBias: 3), "small", steps: 5, seeds: 1, limit: 4));
    }

    [Fact]
    public void MarksFoundBySaliency_IsLowForAnUntrainedNetwork() =>
        Assert.InRange(Experiments.MarksFoundBySaliency(MemoryTask.Adding(100).Network([new Lstm(8)], 1, new Adam())), 0, 0.2);

    [Fact]
    public void GradientOfALinearNetwork_IsAPower()
    {
        var cell = new SimpleRnn(GradientAtTheStart.Units, Activation.Linear, recurrentInitializer: Initializer.Orthogonal(0.9));
        var ratio = GradientAtTheStart.OfTheState(cell);
        Assert.Equal(120, ratio.Length);
        Assert.Equal(100 * Math.Log10(0.9), ratio[100], 1e-9);
    }

    [Fact]
    public void GradientThroughTheCellAlone_IsThePowerOfTheForgetGate()
    {
        var cell = new Lstm(GradientAtTheStart.Units, forgetBias: 3, kernelInitializer: Initializer.Zeros);
        Assert.Equal(50 * Math.Log10(1 / (1 + Math.Exp(-3))), GradientAtTheStart.OfTheCell(cell, cutHiddenPath: true)[50], 1e-9);
    }

    [Fact]
    public void Bound_IsKeptAndReached()
    {
        Assert.InRange(GradientAtTheStart.LargestShareOfTheBound(Activation.Sigmoid), 0, 1);
        Assert.InRange(GradientAtTheStart.LargestShareOfTheBound(Activation.Tanh), 0.01, 1);
        Assert.Contains("Tanh and Sigmoid", Assert.Throws<ArgumentOutOfRangeException>(() => GradientAtTheStart.LargestShareOfTheBound(Activation.Relu)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GradientParts_AddUp()
    {
        Assert.InRange(GradientParts.GapOfTheSum(), 0, 1e-12);
        Assert.Equal(59, GradientParts.ByLag().Length);
    }
}

using System.Numerics;
using Recurrent;

namespace Figures;

public static partial class Summary
{
    private const string Background = "01-background", Concepts = "02-concepts", Mathematics = "03-mathematics",
        Code = "04-code", Future = "05-future", Gradients = "06-gradient-problems", Faq = "07-faq";

    // Chapter; key; experiment; measure; relation and threshold; how it is measured, and in the full profile with more seeds.
    private static IEnumerable<Row> Rows() => [.. EarlyRows(), .. GradientRows(), .. ExperimentRows(), .. Net.All.SelectMany(NetRows)];

    private static IEnumerable<Row> EarlyRows() =>
    [
        new(Background, "vanishing power", "X05", "of a nudge, left after 100 steps at w = 0.9", "=", Power(9), () => Looped(0.9)),
        new(Background, "exploding power", "X05", "of a nudge, left after 100 steps at w = 1.1", "=", Power(11), () => Looped(1.1)),
        new(Background, "loop and fold", "–", "gap between a loop over time and a fold", "<", 1e-15, GapToAFold),
        new(Concepts, "horizon", "X20", "steps that a cell with forget bias 3 holds, 1 + e^3", "=", 1 + Math.Exp(3), () => Horizon(3)),
        new(Concepts, "missing matrices", "–", "of 8 weight matrices, missing in the text's list", "=", 2, MatricesMissing),
        new(Mathematics, "sum of the lags", "X04", "relative gap between the gradient of W_h and the sum of its parts by lag", "<", 1e-10, GradientParts.GapOfTheSum),
        new(Mathematics, "decay of the lags", "X04", "part of the gradient at lag 50 over that at lag 1", "<", 1e-3, DecayOfTheLags),
        new(Code, "weights of the RNN", "X01", "weights of the text's RNN", "=", 7361, () => Weights(new SimpleRnn(64, returnSequences: true), new SimpleRnn(32))),
        new(Code, "weights of the LSTM", "X01", "weights of the text's LSTM", "=", 29345, () => Weights(new Lstm(64, returnSequences: true), new Lstm(32))),
        new(Code, "sunspots, AR", "X29", "RMSE of AR(24) on the sunspots, over that of the last value", "<", 0.95, () => AutoregressiveError() / LastValueError()),
        new(Code, "sunspots, LSTM", "X29", "RMSE of the best LSTM on the sunspots, over that of AR(24)", ">", 1, () => Experiments.ForecastSunspots().Min() / AutoregressiveError()),
    ];

    private static IEnumerable<Row> GradientRows() =>
    [
        new(Gradients, "bound of the sigmoid", "X06", "largest gradient over its bound, 100 sigmoid nets", "<", 1 + 1e-9, () => GradientAtTheStart.LargestShareOfTheBound(Activation.Sigmoid)),
        new(Gradients, "death of the sigmoid", "X08b", "lag at which a sigmoid net's gradient is exactly 0 in single precision", "<", 78, () => GradientAtTheStart.FirstZeroOfTheSigmoidInSinglePrecision()),
        new(Gradients, "tanh at lag 100", "X08", "log10 of what is left at lag 100, tanh", "<", -9, () => State(new SimpleRnn(64))),
        new(Gradients, "large tanh at lag 100", "X08", "log10 of what is left at lag 100, tanh, matrix × 3", ">", 9, () => State(new SimpleRnn(64, recurrentInitializer: Initializer.Normal(0, 3 / 8.0)))),
        new(Gradients, "bias 0 below tanh", "X08", "decades at lag 100 that an LSTM with forget bias 0 loses more than tanh", ">", 0, () => State(new SimpleRnn(64)) - State(new Lstm(64, forgetBias: 0))),
        new(Gradients, "bias 1 at lag 100", "X08", "log10 of what is left at lag 100, LSTM with forget bias 1", "<", -5, () => State(new Lstm(64))),
        new(Gradients, "bias 3 at lag 100", "X08", "log10 of what is left at lag 100, LSTM with forget bias 3", ">", -2, () => State(new Lstm(64, forgetBias: 3))),
        new(Gradients, "road through h", "X10", "decades at lag 50 that come through h and not through the cell, bias 0", ">", 3, RoadThroughH),
        new(Gradients, "LSTM explodes", "X11", "log10 of what is left at lag 100, LSTM with its matrix × 10", ">", 12, () => State(new Lstm(64, recurrentInitializer: Initializer.Normal(0, 10 / 8.0)))),
    ];

    private static IEnumerable<Row> ExperimentRows() =>
    [
        new(Gradients, "without clipping", "X13", "best error of five identity ReLU nets, clipping off", ">", 0.15, full => Finite(Experiments.TrainWithAndWithoutClipping(false, full ? 10 : 5)).Min()),
        new(Gradients, "with clipping", "X13", "worst error of five identity ReLU nets, clipping on", "<", 0.05, full => Finite(Experiments.TrainWithAndWithoutClipping(true, full ? 10 : 5)).Max()),
        new(Gradients, "tanh at 160 steps", "X14", "tanh nets, of 10, that learn the first of 160 symbols in 400 updates", "<", 5, () => Experiments.RememberTheFirstSymbol(() => new SimpleRnn(32), "tanh", 160, 10).Count(run => run.Score.Accuracy > 0.99)),
        new(Gradients, "latch at 160 steps", "X14", "first of 160 symbols, share right, weights set by hand", "=", 1, () => MemoryTask.RememberFirst(160).Score(Experiments.LatchSetByHand()).Accuracy),
        new(Gradients, "bias 1 at 80 steps", "X14", "first of 80 symbols, share right, best LSTM with forget bias 1", "<", 0.6, () => Experiments.RememberTheFirstSymbol(() => new Lstm(32), "bias 1").Max(run => run.Score.Accuracy)),
        new(Gradients, "bias 3 at 80 steps", "X14", "first of 80 symbols, share right, worst LSTM with forget bias 3", ">", 0.99, () => Experiments.RememberTheFirstSymbol(() => new Lstm(32, forgetBias: 3), "bias 3").Min(run => run.Score.Accuracy)),
        new(Future, "one length", "X16", "error at T = 200 of the best LSTM that learnt to add at T = 50", ">", 0.15, full => Experiments.AddAtOneLength(full ? 10 : 3).Min(model => Experiments.ErrorAtLength(model, 200))),
        new(Future, "mixed lengths", "X16", "error at T = 200 of the worst LSTM that learnt to add at T = 20 to 100", "<", 0.01, full => Experiments.AddAtMixedLengths(full ? 10 : 3).Max(model => Experiments.ErrorAtLength(model, 200))),
        new(Future, "saliency", "X23", "share of sequences whose two largest derivatives are the marks", ">", 0.98, () => Experiments.AddTwoMarkedNumbers(Net.Lstm).Min(run => Experiments.MarksFoundBySaliency(run.Model))),
        new(Future, "attention at 160 steps", "X27", "first of 160 symbols, share right, worst attention readout", ">", 0.99, () => Experiments.RememberByAttention().Min(run => run.Score.Accuracy)),
    ];

    // The four tasks of the comparison; the worst of three seeds counts. Gated networks have to solve all, plain ones are held to what they did.
    private static IEnumerable<Row> NetRows(Net net)
    {
        var (isGated, isTanh) = (net != Net.Tanh && net != Net.IdentityRelu, net == Net.Tanh);
        var (relation, remembers) = isGated ? (">", 0.99) : ("<", 0.6);
        var (adding, error) = isTanh ? (">", 0.05) : ("<", isGated ? 0.02 : 0.05);
        var (order, right) = isTanh ? ("<", 0.4) : (">", 1 - (10 / 2560.0));
        return
        [
            new(Gradients, $"remember, {net}", "X14", $"first of 80 symbols, share right, worst {net}", relation, remembers, () => Experiments.RememberTheFirstSymbol(net).Min(run => run.Score.Accuracy)),
            new(Gradients, $"add, {net}", "X15", $"adding at T = 100, error of the worst {net}", adding, error, () => Experiments.AddTwoMarkedNumbers(net).Max(run => run.Score.Loss)),
            new(net == Net.IdentityRelu || net == Net.MinLstm ? Faq : Concepts, $"Reber, {net}", "X17", $"Reber strings right, of 256, worst {net}", "=", 256, () => Experiments.LearnTheReberGrammar(net).Min(run => run.Right)),
            new(Gradients, $"order, {net}", "X18", $"temporal order, share right, worst {net}", order, right, () => Experiments.TellTheTemporalOrder(net).Min(run => run.Score.Accuracy)),
        ];
    }

    private static double Power(int numerator) => (double)BigInteger.Pow(numerator, 100) / 1e100;

    private static double Looped(double w)
    {
        var left = 1.0;
        for (var t = 0; t < 100; t++)
        {
            left *= w;
        }

        return left;
    }

    private static double GapToAFold()
    {
        var random = new Xoshiro(1);
        double[] inputs = [.. Enumerable.Range(0, 60).Select(_ => random.NextNormal())];
        var looped = 0.0;
        foreach (var x in inputs)
        {
            looped = (0.5 * looped) + x;
        }

        return Math.Abs(looped - inputs.Aggregate(0.0, (h, x) => (0.5 * h) + x));
    }

    // The engine's cell, all weights zero, started at 1: what is left, added up over 6,000 steps.
    private static double Horizon(double bias)
    {
        var network = new Sequential<double>(new Lstm(1, forgetBias: bias, kernelInitializer: Initializer.Zeros, recurrentInitializer: Initializer.Zeros));
        var start = new Inputs<double>(new Tensor<double>(1, 6000, 1)).WithInitialState(0, new Tensor<double>(1, 1), new Tensor<double>([1], 1, 1));
        double[] left = [1, .. network.Trace(start).Layers[0].Cell.ToArray()];
        return left.Sum();
    }

    private static double MatricesMissing()
    {
        string[] listed = ["W_xi", "W_hi", "W_xo", "W_ho", "W_xg", "W_hg"];
        return (from part in "ifog" from source in "xh" select $"W_{source}{part}").Except(listed).Count();
    }

    private static double DecayOfTheLags()
    {
        var parts = GradientParts.ByLag();
        return parts[50] / parts[1];
    }

    private static double Weights(params Layer[] layers)
    {
        var model = new Sequential([.. layers, new Dense(1)]);
        model.Build(10, 1);
        return model.ParameterCount;
    }

    private static double AutoregressiveError() => Score.Rmse(Series.Load("sunspots").Test, Baselines.Autoregressive(Series.Load("sunspots"), 24));

    private static double LastValueError() => Score.Rmse(Series.Load("sunspots").Test, Baselines.LastValue(Series.Load("sunspots")));

    private static double State(Layer cell) => GradientAtTheStart.OfTheState(cell)[100];

    private static double RoadThroughH() =>
        GradientAtTheStart.OfTheCell(new Lstm(64, forgetBias: 0), false)[50] - GradientAtTheStart.OfTheCell(new Lstm(64, forgetBias: 0), true)[50];

    // A run that left the finite numbers has an error without bound.
    private static IEnumerable<double> Finite(MemoryRun[] runs) => runs.Select(run => double.IsFinite(run.Score.Loss) ? run.Score.Loss : double.MaxValue);
}

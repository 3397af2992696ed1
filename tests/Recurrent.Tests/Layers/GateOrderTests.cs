namespace Recurrent.Tests;

/// <summary>The order of the gate blocks is a convention: weights stored and read in any other order give the same layer.</summary>
public class GateOrderTests
{
    private const int Steps = 7;
    private const int Features = 3;
    private const int Units = 4;

    private static readonly Tensor<double> X = Samples.Normal<double>(1, 5, Steps, Features);

    [Fact]
    public void Lstm_IsTheSameInAll24Orders() => Check(new Lstm(Units, returnSequences: true), gates: 4, orders: 24);

    [Fact]
    public void Gru_IsTheSameInAll6Orders() => Check(new Gru(Units, returnSequences: true), gates: 3, orders: 6);

    [Fact]
    public void GruResettingBefore_IsTheSameInAll6Orders() => Check(new Gru(Units, returnSequences: true, resetAfter: false), gates: 3, orders: 6);

    private static void Check(RecurrentLayer layer, int gates, int orders)
    {
        var model = new Sequential<double>(layer);
        model.Build(Features);
        Samples.RandomizeWeights(model, 2);
        var plain = new PlainLayer(layer, model, "");
        var (output, states) = model.PredictWithStates(X);
        int[][] all = [.. Orders([.. Enumerable.Range(0, gates)])];
        Assert.Equal(orders, all.Select(o => string.Join(',', o)).Distinct().Count());
        Assert.All(all, order => Assert.InRange(Distance(plain.WithGates(order, readAs: order), output, states[0]), 0, 1e-12));

        // columns moved without the reading are another layer
        int[] kept = all[0];
        Assert.All(all.Skip(1), order => Assert.True(Distance(plain.WithGates(order, readAs: kept), output, states[0]) > 1e-3));
    }

    private static IEnumerable<int[]> Orders(int[] items)
    {
        return items.Length < 2 ? [items] : items.SelectMany(first => Orders([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
    }

    // largest difference of an output or a final state
    private static double Distance(PlainLayer plain, Tensor<double> output, Tensor<double>[] states)
    {
        double largest = 0;
        for (int n = 0; n < X.Shape[0]; n++)
        {
            double[][] x = [.. Enumerable.Range(0, Steps).Select(t => X.Row(n).Slice(t * Features, Features).ToArray())];
            var (outputs, final) = plain.Run(x, null, null);
            double[] expected = [.. outputs.SelectMany(v => v), .. final.SelectMany(v => v)];
            double[] actual = [.. output.Row(n).ToArray(), .. states.SelectMany(s => s.Row(n).ToArray())];
            Assert.Equal(expected.Length, actual.Length);
            largest = Math.Max(largest, expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max());
        }

        return largest;
    }
}

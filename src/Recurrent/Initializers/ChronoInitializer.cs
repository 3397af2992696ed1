using System.Globalization;

namespace Recurrent;

/// <summary>
/// Biases of gates by how long a memory has to last: the gate that keeps starts at ln u with u uniform in [1, maxLag - 1],
/// and an LSTM's input gate at the opposite. Tallec and Ollivier (2018), equation 16.
/// </summary>
internal sealed class ChronoInitializer : Initializer
{
    private readonly double _maxLag;
    private readonly int _blocks;
    private readonly int _keep;
    private readonly int? _input;

    public ChronoInitializer(double maxLag)
        : this(maxLag, 0, 0, null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLag, 2);
    }

    private ChronoInitializer(double maxLag, int blocks, int keep, int? input)
    {
        _maxLag = maxLag;
        _blocks = blocks;
        _keep = keep;
        _input = input;
    }

    internal override string Text => string.Create(CultureInfo.InvariantCulture, $"chrono({_maxLag:R})");

    /// <summary>For a bias of so many blocks: which one keeps the memory, and which one lets the input in.</summary>
    public ChronoInitializer For(int blocks, int keep, int? input) => new(_maxLag, blocks, keep, input);

    public override void Fill(Span<double> values, int rows, int columns, Xoshiro random)
    {
        if (_blocks == 0)
        {
            throw new InvalidOperationException("Chrono is for the bias of an LSTM, a GRU or a MinLstm.");
        }

        values.Clear();
        int units = columns / _blocks;
        for (int k = 0; k < units; k++)
        {
            double bias = Math.Log(random.NextUniform(1, _maxLag - 1));
            values[(_keep * units) + k] = bias;
            if (_input is int input)
            {
                values[(input * units) + k] = -bias;
            }
        }
    }
}

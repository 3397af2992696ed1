namespace Figures;

/// <summary>A statement about recurrent networks that rows of <see cref="Summary"/> decide.</summary>
/// <param name="Text">The statement.</param>
/// <param name="For">Keys of rows that bear it out.</param>
/// <param name="Against">Keys of rows that contradict it.</param>
public sealed record Statement(string Text, string[] For, string[] Against)
{
    /// <summary>t for true, f for false, d for depends: there are rows for it and rows against it.</summary>
    /// <exception cref="InvalidOperationException">No row decides the statement.</exception>
    public char Truth => (For.Length, Against.Length) switch
    {
        (0, 0) => throw new InvalidOperationException($"No row decides '{Text}'."),
        (_, 0) => 't',
        (0, _) => 'f',
        _ => 'd',
    };
}

/// <summary>The statements of the book's last examination.</summary>
public static class Statements
{
    /// <summary>Twenty statements; the rows named with each are asserted wherever they are measured, so the answers are.</summary>
    public static IReadOnlyList<Statement> All { get; } =
    [
        new("The gradient of a recurrent weight is the sum of what its use at each step adds.", ["sum of the lags"], []),
        new("Gradients vanish because that sum runs over many steps.", [], ["sum of the lags", "decay of the lags"]),
        new("Before training, an LSTM with forget bias 0 loses more of a gradient in 100 steps than a tanh network.", ["bias 0 below tanh"], []),
        new("Before training, an LSTM keeps more than a hundredth of its gradient over 100 steps.", ["bias 3 at lag 100"], ["bias 1 at lag 100"]),
        new("The gradient of an LSTM's cell is the product of its forget gates.", [], ["road through h"]),
        new("An LSTM's gradient cannot explode, since no gate is above 1.", [], ["LSTM explodes"]),
        new("The gradient of an untrained tanh network vanishes.", ["tanh at lag 100"], ["large tanh at lag 100"]),
        new("A sigmoid network with a recurrent matrix of norm 1 passes on at most a quarter of a gradient a step.", ["bound of the sigmoid"], []),
        new("In single precision, the gradient of a sigmoid network can be exactly zero after fewer than 100 steps.", ["death of the sigmoid"], []),
        new("With its weights at zero, a cell with forget bias 3 holds about 21 steps' worth of what enters it.", ["horizon"], []),
        new("Keras' forget bias of 1 is a good start for carrying a symbol over 80 steps.", [], ["bias 1 at 80 steps"]),
        new("There are weights with which a tanh network carries a symbol over 160 steps without an error.", ["latch at 160 steps"], []),
        new("If a network can represent a solution, Adam finds it.", [], ["latch at 160 steps", "tanh at 160 steps"]),
        new("A plain RNN learns to add two marked numbers out of 100 within 2,000 updates.", ["add, RNN, identity ReLU"], ["add, RNN, tanh"]),
        new("The embedded Reber grammar is out of reach of a plain tanh network.", [], ["Reber, RNN, tanh"]),
        new("At a learning rate of 0.01, the identity ReLU network needs its gradient clipped to learn to add.", ["with clipping", "without clipping"], []),
        new("An LSTM that adds at 50 steps also adds at 200.", ["mixed lengths"], ["one length"]),
        new("On the sunspots, an LSTM forecasts the next month better than a linear rule.", [], ["sunspots, AR", "sunspots, LSTM"]),
        new("The source's LSTM program has exactly four times the weights of its RNN program.", [], ["weights of the RNN", "weights of the LSTM"]),
        new("Two of the weight matrices in the source's LSTM formulas are missing in its list of them.", ["missing matrices"], []),
    ];
}

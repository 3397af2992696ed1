using Recurrent;

// job NAME THREADS. rnn and lstm: the text's two programs on 1,000 windows of a sine, 100 epochs.
// w3 and w4: some training steps of those workloads, for the memory that they take.
if (args is not [var name, var threads])
{
    Console.Error.WriteLine("job rnn|lstm|w3|w4 THREADS");
    return 2;
}

var model = name switch
{
    "rnn" => new Sequential(new SimpleRnn(64, returnSequences: true), new SimpleRnn(32), new Dense(1)),
    "lstm" => new Sequential(new Lstm(64, returnSequences: true), new Lstm(32), new Dense(1)),
    "w3" => new Sequential(new Lstm(128), new Dense(1)),
    "w4" => new Sequential(new Lstm(512), new Dense(10)),
    _ => throw new ArgumentException($"There is no job '{name}'; there are rnn, lstm, w3 and w4."),
};
model.Threads = int.Parse(threads);
model.Compile(new Adam(), "mse");
if (name is "rnn" or "lstm")
{
    var x = new Tensor<float>(1000, 10, 1);
    var y = new Tensor<float>(1000, 1);
    for (var n = 0; n < 1000; n++)
    {
        for (var t = 0; t < 10; t++)
        {
            x[n, t, 0] = MathF.Sin(0.1f * (n + t));
        }

        y[n, 0] = MathF.Sin(0.1f * (n + 10));
    }

    var history = model.Fit(x, y, epochs: 100, batchSize: 32, seed: 1);
    Console.WriteLine(history.Loss[^1]);
}
else
{
    var (x, y) = name == "w3"
        ? (new Tensor<float>(32, 100, 32), new Tensor<float>(32, 1))
        : (new Tensor<float>(64, 50, 512), new Tensor<float>(64, 10));
    x.AsSpan().Fill(0.5f);
    for (var step = 0; step < 5; step++)
    {
        Console.WriteLine(model.TrainOnBatch(x, y));
    }
}

return 0;

using System.Diagnostics;
using Recurrent;

// Trains workload W2 (Lstm 64 -> Lstm 32 -> Dense 1, batch 32, 10 steps) for some epochs on 1,000 samples. With "start" it only begins:
// it makes the model and one prediction, and says how long after its own start that was.
var started = Process.GetCurrentProcess().StartTime;
var x = new float[1000, 10, 1];
var y = new float[1000, 1];
for (int n = 0; n < 1000; n++)
{
    for (int t = 0; t < 10; t++)
    {
        x[n, t, 0] = MathF.Sin(0.3f * (n + t));
    }

    y[n, 0] = MathF.Sin(0.3f * (n + 10));
}

var model = new Sequential(new Lstm(64, returnSequences: true), new Lstm(32), new Dense(1));
model.Compile(new Adam(), "mse");
if (args is ["start"])
{
    model.Predict(((Tensor<float>)x).Slice(0, 32));
    Console.WriteLine($"first prediction {(DateTime.Now - started).TotalMilliseconds:F0} ms after the start");
    return;
}

var history = model.Fit(x, y, epochs: args is [string epochs] ? int.Parse(epochs) : 100, seed: 1);
Console.WriteLine($"loss {history.Loss[0]:F4} -> {history.Loss[^1]:F6}, {(DateTime.Now - started).TotalMilliseconds:F0} ms after the start");

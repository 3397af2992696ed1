using TorchSharp;
using static TorchSharp.torch;

namespace Benchmarks.TorchSharpPeer;

/// <summary>Training steps with Adam and mean squared error.</summary>
internal sealed class Training
{
    private readonly Stack _model;
    private readonly Tensor _x;
    private readonly Tensor _y;
    private readonly optim.Optimizer _optimizer;

    public Training(Stack model, Tensor x, Tensor y)
    {
        _model = model;
        _x = x;
        _y = y;
        _optimizer = optim.Adam(model.parameters(), eps: 1e-7);
    }

    public void Step()
    {
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        nn.functional.mse_loss(_model.forward(_x), _y).backward();
        _optimizer.step();
    }
}

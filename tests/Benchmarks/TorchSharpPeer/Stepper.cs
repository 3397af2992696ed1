using Benchmarks.Peers.Helpers;
using Benchmarks.Workloads;
using TorchSharp;
using static TorchSharp.torch;

namespace Benchmarks.TorchSharpPeer;

/// <summary>One sequence, a step at a time: a cell, its state carried on.</summary>
internal sealed class Stepper
{
    private readonly Func<Tensor, Tensor, Tensor, (Tensor Hidden, Tensor Cell)> _cell;
    private readonly Tensor _x;
    private Tensor _c;

    public Stepper(OpenRequest request, ScalarType type)
    {
        var layer = request.Layers[0];
        nn.Module module;
        (module, _cell) = Create(layer.Kind, request.Features, layer.Units);
        module.to(type);
        Weights.Copy(module, layer, request.Weights, suffix: "");
        _x = OpenWorkload.Numbers(request.X, [1, request.Features], type);
        Hidden = zeros([1, layer.Units], type);
        _c = zeros([1, layer.Units], type);
    }

    public Tensor Hidden { get; private set; }

    public void Step()
    {
        using var mode = inference_mode();
        var (h, c) = _cell(_x, Hidden, _c);
        if (!ReferenceEquals(c, _c))
        {
            _c.Dispose();
        }

        Hidden.Dispose();
        (Hidden, _c) = (h, c);
    }

    private static (nn.Module, Func<Tensor, Tensor, Tensor, (Tensor, Tensor)>) Create(LayerKind kind, int features, int units)
    {
        switch (kind)
        {
            case LayerKind.Lstm:
                var lstm = nn.LSTMCell(features, units);
                return (lstm, (x, h, c) => lstm.forward(x, (h, c)));
            case LayerKind.Gru:
                var gru = nn.GRUCell(features, units);
                return (gru, (x, h, c) => (gru.forward(x, h), c));
            default:
                var rnn = nn.RNNCell(features, units);
                return (rnn, (x, h, c) => (rnn.forward(x, h), c));
        }
    }
}

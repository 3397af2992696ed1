using Benchmarks.Peers.Helpers;
using Benchmarks.Workloads;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Benchmarks.TorchSharpPeer;

/// <summary>Recurrent layers, then dense ones. Inputs are [steps, batch, features], or batch first where asked for.</summary>
internal sealed class Stack : nn.Module<Tensor, Tensor>
{
    private readonly IReadOnlyList<LayerSpec> _specs;
    private readonly List<nn.Module> _modules = [];
    private readonly bool _batchFirst;

    public Stack(IReadOnlyList<LayerSpec> layers, int features, ScalarType type, bool batchFirst = false)
        : base(nameof(Stack))
    {
        _specs = layers;
        _batchFirst = batchFirst;
        foreach (var layer in layers)
        {
            _modules.Add(Create(layer, features));
            register_module($"layer{_modules.Count}", _modules[^1]);
            features = layer.Width;
        }

        this.to(type);
    }

    public void Copy(IReadOnlyList<SentWeight> weights)
    {
        for (int k = 0; k < _modules.Count; k++)
        {
            Weights.Copy(_modules[k], _specs[k], weights.Where(w => w.Layer == k));
        }
    }

    public override Tensor forward(Tensor input)
    {
        for (int k = 0; k < _modules.Count; k++)
        {
            if (_modules[k] is Linear dense)
            {
                input = dense.forward(input);
                continue;
            }

            var (all, last) = Run(_modules[k], input);
            input = _specs[k].Sequences ? all : last.shape[0] == 1 ? last[0] : cat([last[0], last[1]], 1);
        }

        return input;
    }

    private static (Tensor All, Tensor Last) Run(nn.Module module, Tensor x)
    {
        if (module is LSTM lstm)
        {
            var (all, last, _) = lstm.forward(x);
            return (all, last);
        }

        return module is GRU gru ? gru.forward(x) : ((RNN)module).forward(x, null);
    }

    private nn.Module Create(LayerSpec layer, int features) => layer.Kind switch
    {
        LayerKind.Lstm => nn.LSTM(features, layer.Units, bidirectional: layer.Bidirectional, batchFirst: _batchFirst),
        LayerKind.Gru => nn.GRU(features, layer.Units, bidirectional: layer.Bidirectional, batchFirst: _batchFirst),
        LayerKind.SimpleRnn => nn.RNN(features, layer.Units, bidirectional: layer.Bidirectional, batchFirst: _batchFirst),
        _ => nn.Linear(features, layer.Units),
    };
}

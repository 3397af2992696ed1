using Benchmarks.Peers.Helpers;
using Benchmarks.Workloads;
using TorchSharp;
using static TorchSharp.torch;

namespace Benchmarks.TorchSharpPeer;

/// <summary>Copies weights in Keras' layout into a module: kernel [D, gates H] is weight_ih transposed, and so on.</summary>
internal static class Weights
{
    public static void Copy(nn.Module module, LayerSpec layer, IEnumerable<SentWeight> weights, string suffix = "_l0")
    {
        using var noGradient = no_grad();
        var targets = module.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        var named = weights.ToDictionary(
            w => w.Name, w => OpenWorkload.Numbers(w.Values, [.. w.Shape.Select(s => (long)s)], targets.Values.First().dtype));
        if (layer.Kind == LayerKind.Dense)
        {
            targets["weight"].copy_(named["kernel"].t());
            targets["bias"].copy_(named["bias"]);
            return;
        }

        foreach (var (prefix, end) in layer.Bidirectional ? ((string, string)[])[("forward/", suffix), ("backward/", suffix + "_reverse")] : [("", suffix)])
        {
            targets["weight_ih" + end].copy_(Blocks(named[prefix + "kernel"].t(), layer.Kind));
            targets["weight_hh" + end].copy_(Blocks(named[prefix + "recurrent_kernel"].t(), layer.Kind));
            var bias = named[prefix + "bias"].reshape(-1, named[prefix + "kernel"].shape[1]);
            targets["bias_ih" + end].copy_(Blocks(bias[0], layer.Kind));
            targets["bias_hh" + end].copy_(bias.shape[0] == 2 ? Blocks(bias[1], layer.Kind) : zeros_like(bias[0]));
        }
    }

    // Keras' GRU has its blocks in the order z, r, h, libtorch r, z, n.
    private static Tensor Blocks(Tensor tensor, LayerKind kind)
    {
        if (kind != LayerKind.Gru)
        {
            return tensor;
        }

        var blocks = tensor.chunk(3);
        return cat([blocks[1], blocks[0], blocks[2]]);
    }
}

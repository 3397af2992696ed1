using System.Numerics;
using Recurrent;

namespace Interchange;

/// <summary>
/// Where Keras 3 keeps the weights in a .weights.h5 file: <c>layers/lstm/cell/vars/0</c> is the kernel, 1 the recurrent kernel, 2 the bias. A layer
/// is named by its type and, from the second on, a number, whatever its own name is.
/// </summary>
internal static class KerasPaths
{
    public static IReadOnlyList<(Variable<T> Variable, string Path)> For<T>(Sequential<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var paths = new List<(Variable<T>, string)>();
        var variables = model.Variables.ToLookup(v => v.LayerIndex);
        for (int k = 0; k < model.Layers.Count; k++)
        {
            string type = TypeName(model.Layers[k], k);
            int seen = names[type] = names.GetValueOrDefault(type, -1) + 1;
            string layer = seen == 0 ? type : $"{type}_{seen}";
            foreach (var group in variables[k].GroupBy(v => Inside(model.Layers[k], v.Name)))
            {
                paths.AddRange(group.Select((v, index) => (v, $"layers/{layer}/{group.Key}vars/{index}")));
            }
        }

        return paths;
    }

    private static string TypeName(Layer layer, int index) => layer switch
    {
        Lstm => "lstm",
        Gru => "gru",
        SimpleRnn => "simple_rnn",
        Dense => "dense",
        Dropout => "dropout",
        Embedding => "embedding",
        Bidirectional { ForwardLayer: Lstm or Gru or SimpleRnn } => "bidirectional",
        _ => throw new NotSupportedException($"Layer {index} ({layer.Type}) has no counterpart in Keras."),
    };

    private static string Inside(Layer layer, string weight) => layer switch
    {
        Bidirectional => weight.StartsWith("forward/", StringComparison.Ordinal) ? "forward_layer/cell/" : "backward_layer/cell/",
        RecurrentLayer => "cell/",
        _ => "",
    };
}

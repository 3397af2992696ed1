using System.Text.Json;
using Recurrent;

namespace Interchange;

/// <summary>The layers of a Sequential model in Keras' config.json. What has no influence on the outputs (initializers, regularizers, seeds) is passed over.</summary>
internal sealed class KerasConfig
{
    private KerasConfig(IReadOnlyList<Layer> layers, int? features, bool sequence)
    {
        Layers = layers;
        Features = features;
        Sequence = sequence;
    }

    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Size of the input's last axis; null for a first embedding.</summary>
    public int? Features { get; }

    /// <summary>Whether the input has steps.</summary>
    public bool Sequence { get; }

    public static KerasConfig Read(Stream stream, string source)
    {
        try
        {
            using var json = JsonDocument.Parse(stream);
            return Read(json.RootElement, source);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{source}: config.json cannot be read ({exception.Message})", exception);
        }
    }

    private static KerasConfig Read(JsonElement root, string source)
    {
        string model = Type(root);
        if (model != "Sequential")
        {
            throw new NotSupportedException($"{source} holds a {model} model; Sequential ones are read.");
        }

        var config = root.GetProperty("config");
        var layers = new List<Layer>();
        var shape = config.TryGetProperty("build_input_shape", out var built) ? built : default;
        foreach (var layer in config.GetProperty("layers").EnumerateArray())
        {
            if (Type(layer) == "InputLayer")
            {
                var input = layer.GetProperty("config");
                shape = input.TryGetProperty("batch_shape", out var batch) ? batch : input.GetProperty("batch_input_shape");
            }
            else
            {
                layers.Add(ReadLayer(layer, source));
            }
        }

        if (shape.ValueKind != JsonValueKind.Array || shape.GetArrayLength() < 2)
        {
            throw new NotSupportedException($"{source}: the model was saved before it was built, so that it has no weights.");
        }

        bool embedded = layers.Count > 0 && layers[0] is Embedding;
        return new KerasConfig(layers, embedded ? null : shape[shape.GetArrayLength() - 1].GetInt32(), shape.GetArrayLength() == 3);
    }

    private static Layer ReadLayer(JsonElement json, string source)
    {
        string type = Type(json);
        var config = json.GetProperty("config");
        string? name = config.TryGetProperty("name", out var given) ? given.GetString() : null;
        switch (type)
        {
            case "Dense":
                return new Dense(Whole(config, "units"), Phi(config, "activation", source), Flag(config, "use_bias", true), name: name);
            case "Dropout":
                return new Dropout(Number(config, "rate"), name);
            case "Embedding" when !Flag(config, "mask_zero", false):
                return new Embedding(Whole(config, "input_dim"), Whole(config, "output_dim"), name: name);
            case "Embedding":
                throw new NotSupportedException($"{source}: the layer \"{name}\" (Embedding) has mask_zero; give Predict a mask in place of it.");
            case "Bidirectional":
                var forward = ReadCell(config.GetProperty("layer"), source);
                var backward = config.TryGetProperty("backward_layer", out var other) && other.ValueKind == JsonValueKind.Object ? ReadCell(other, source) : null;
                return new Bidirectional(forward, Merge(config, source), backward, name);
            default:
                return ReadCell(json, source);
        }
    }

    private static RecurrentLayer ReadCell(JsonElement json, string source)
    {
        string type = Type(json);
        var c = json.GetProperty("config");
        string? name = c.TryGetProperty("name", out var given) ? given.GetString() : null;
        bool bias = Flag(c, "use_bias", true), sequences = Flag(c, "return_sequences", false), backwards = Flag(c, "go_backwards", false);
        bool stateful = Flag(c, "stateful", false), zero = Flag(c, "zero_output_for_mask", false), state = Flag(c, "return_state", false);
        double dropout = Number(c, "dropout"), recurrentDropout = Number(c, "recurrent_dropout");
        switch (type)
        {
            case "LSTM":
                var (phi, sigma) = (Phi(c, "activation", source), Phi(c, "recurrent_activation", source));
                return new Lstm(Whole(c, "units"), phi, sigma, bias, sequences, backwards, stateful, zero, dropout, recurrentDropout, state, name: name);
            case "GRU":
                (phi, sigma) = (Phi(c, "activation", source), Phi(c, "recurrent_activation", source));
                bool after = Flag(c, "reset_after", true);
                return new Gru(Whole(c, "units"), phi, sigma, bias, sequences, backwards, stateful, zero, dropout, recurrentDropout, state, after, name: name);
            case "SimpleRNN":
                return new SimpleRnn(Whole(c, "units"), Phi(c, "activation", source), bias, sequences, backwards, stateful, zero, dropout, recurrentDropout, state, name: name);
            default:
                throw new NotSupportedException(
                    $"{source}: the layer \"{name}\" is of type {type}; read are LSTM, GRU, SimpleRNN, Bidirectional of these, Dense, Embedding and Dropout.");
        }
    }

    private static MergeMode Merge(JsonElement config, string source)
    {
        var mode = config.GetProperty("merge_mode");
        return mode.ValueKind == JsonValueKind.Null ? MergeMode.None : mode.GetString() switch
        {
            "concat" => MergeMode.Concat,
            "sum" => MergeMode.Sum,
            "ave" => MergeMode.Average,
            "mul" => MergeMode.Multiply,
            var other => throw new NotSupportedException($"{source}: a Bidirectional layer has the merge_mode \"{other}\"; read are concat, sum, ave, mul and null."),
        };
    }

    private static Activation Phi(JsonElement config, string key, string source)
    {
        var value = config.GetProperty(key);
        return value.ValueKind == JsonValueKind.String && OnnxActivation.Named(value.GetString()!) is { } known ? known
            : value.ValueKind == JsonValueKind.String && value.GetString() == "linear" ? Activation.Linear
            : throw new NotSupportedException($"{source}: a layer has the {key} {value.GetRawText()}; read are {string.Join(", ", Enum.GetNames<Activation>()).ToLowerInvariant()}.");
    }

    private static string Type(JsonElement json) => json.GetProperty("class_name").GetString() ?? "";

    private static int Whole(JsonElement config, string key) => config.GetProperty(key).GetInt32();

    private static double Number(JsonElement config, string key) => config.TryGetProperty(key, out var value) ? value.GetDouble() : 0;

    private static bool Flag(JsonElement config, string key, bool otherwise) => config.TryGetProperty(key, out var value) ? value.GetBoolean() : otherwise;
}

using System.Numerics;
using System.Text.Json;

namespace Recurrent.Tests;

/// <summary>The model of a case: layers, weights, masks and initial states.</summary>
internal static class ReferenceModel
{
    public static Sequential<T> Build<T>(ReferenceCase reference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var model = new Sequential<T>([.. reference["layers"].EnumerateArray().Select(Layer)]);
        int[] shape = ReferenceJson.Ints(reference["input"].GetProperty("shape"));
        if (shape.Length == 3)
        {
            model.Build(shape[1], shape[2]);
        }
        else
        {
            model.Build(shape[1]);
        }

        var left = model.Variables.Select(v => (v.LayerIndex, v.Name)).ToHashSet();
        foreach (var (layer, name, value) in Weights(reference["layers"]))
        {
            model[layer, name] = value.Tensor<T>();
            left.Remove((layer, name));
        }

        Assert.Empty(left);
        if (reference.Json.Has("loss", out var loss))
        {
            var optimizer = reference.Json.Has("optimizer", out var described) ? ReferenceJson.Optimizer(described) : new Sgd();
            model.Compile(optimizer, ReferenceJson.Loss(loss));
        }

        return model;
    }

    public static Inputs<T> Inputs<T>(ReferenceCase reference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Inputs<T> inputs = reference["input"].Tensor<T>();
        int index = 0;
        foreach (var json in reference["layers"].EnumerateArray())
        {
            if (json.Has("mask", out var mask) || (json.Has("forward", out var inner) && inner.Has("mask", out mask)))
            {
                inputs = inputs.WithMask(index, mask.Tensor<T>());
            }

            if (json.Has("initial_state", out var states))
            {
                inputs = inputs.WithInitialState(index, states.Tensors<T>());
            }
            else if (json.Has("forward", out var forward) && forward.Has("initial_state", out var first))
            {
                var second = json.GetProperty("backward").GetProperty("initial_state");
                inputs = inputs.WithInitialState(index, [.. first.Tensors<T>(), .. second.Tensors<T>()]);
            }

            index++;
        }

        return inputs;
    }

    public static Tensor<T>? SampleWeight<T>(ReferenceCase reference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return reference.Json.Has("sample_weight", out var weight) ? weight.Tensor<T>() : null;
    }

    public static Layer Layer(JsonElement json)
    {
        string type = json.GetProperty("type").GetString()!;
        if (type == "Bidirectional")
        {
            var mode = !json.Has("merge_mode", out var merge) ? MergeMode.None
                : merge.GetString() == "ave" ? MergeMode.Average
                : merge.GetString() == "mul" ? MergeMode.Multiply
                : Enum.Parse<MergeMode>(merge.GetString()!, ignoreCase: true);
            return new Bidirectional((RecurrentLayer)Layer(json.GetProperty("forward")), mode, (RecurrentLayer)Layer(json.GetProperty("backward")));
        }

        int units = json.GetProperty("units").GetInt32();
        bool bias = json.Flag("use_bias", true), sequences = json.Flag("return_sequences"), backwards = json.Flag("go_backwards");
        bool stateful = json.Flag("stateful"), zero = json.Flag("zero_output_for_mask");
        var phi = json.Activation("activation", type == "Dense" ? Activation.Linear : Activation.Tanh);
        var sigma = json.Activation("recurrent_activation", Activation.Sigmoid);
        return type switch
        {
            "Dense" => new Dense(units, phi, bias),
            "SimpleRNN" => new SimpleRnn(units, phi, bias, sequences, backwards, stateful, zero),
            "LSTM" => new Lstm(units, phi, sigma, bias, sequences, backwards, stateful, zero, unitForgetBias: json.Flag("unit_forget_bias", true)),
            "GRU" => new Gru(units, phi, sigma, bias, sequences, backwards, stateful, zero, resetAfter: json.Flag("reset_after", true)),
            _ => throw new NotSupportedException($"Layer {type}"),
        };
    }

    /// <summary>Weights of a list of layers, those inside of a bidirectional layer with their prefix.</summary>
    public static IEnumerable<(int Layer, string Name, JsonElement Value)> Weights(JsonElement layers)
    {
        int index = 0;
        foreach (var json in layers.EnumerateArray())
        {
            foreach (string side in (string[])["", "forward", "backward"])
            {
                if (side != "" && !json.Has(side, out _))
                {
                    continue;
                }

                var holder = side == "" ? json : json.GetProperty(side);
                var weights = holder.Has("weights", out var inner) ? inner : holder;
                foreach (var weight in Properties(weights).Where(w => w.Name is "kernel" or "recurrent_kernel" or "bias"))
                {
                    yield return (index, side == "" ? weight.Name : $"{side}/{weight.Name}", weight.Value);
                }
            }

            index++;
        }
    }

    private static IEnumerable<JsonProperty> Properties(JsonElement json) => json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : [];
}

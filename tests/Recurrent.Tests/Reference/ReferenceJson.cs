using System.Numerics;
using System.Text.Json;

namespace Recurrent.Tests;

/// <summary>Reads the pieces that cases are made of.</summary>
internal static class ReferenceJson
{
    public static Tensor<T> Tensor<T>(this JsonElement json)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return new Tensor<T>([.. json.GetProperty("data").EnumerateArray().Select(v => T.CreateTruncating(v.GetDouble()))], Ints(json.GetProperty("shape")));
    }

    public static Tensor<T>[] Tensors<T>(this JsonElement json)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return [.. json.EnumerateArray().Select(Tensor<T>)];
    }

    public static int[] Ints(JsonElement json) => [.. json.EnumerateArray().Select(v => v.GetInt32())];

    public static bool Has(this JsonElement json, string key, out JsonElement value)
    {
        value = default;
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;
    }

    public static bool Flag(this JsonElement json, string key, bool otherwise = false) => json.Has(key, out var value) ? value.GetBoolean() : otherwise;

    public static double Number(this JsonElement json, string key, double otherwise) => json.Has(key, out var value) ? value.GetDouble() : otherwise;

    public static double? Limit(this JsonElement json, string key) => json.Has(key, out var value) ? value.GetDouble() : null;

    public static Activation Activation(this JsonElement json, string key, Activation otherwise)
    {
        return json.Has(key, out var value) ? Enum.Parse<Activation>(value.GetString()!, ignoreCase: true) : otherwise;
    }

    public static Loss Loss(JsonElement json)
    {
        bool logits = json.Flag("from_logits");
        double smoothing = json.Number("label_smoothing", 0);
        var reduction = json.Has("reduction", out var name) && name.GetString() == "sum" ? Reduction.Sum : Reduction.Mean;
        string type = json.GetProperty("type").GetString()!;
        return type switch
        {
            "mse" => new MeanSquaredError { Reduction = reduction },
            "mae" => new MeanAbsoluteError { Reduction = reduction },
            "huber" => new Huber(json.Number("delta", 1)) { Reduction = reduction },
            "binary_crossentropy" => new BinaryCrossEntropy(logits, smoothing) { Reduction = reduction },
            "categorical_crossentropy" => new CategoricalCrossEntropy(logits, smoothing) { Reduction = reduction },
            "sparse_categorical_crossentropy" => new SparseCategoricalCrossEntropy(logits) { Reduction = reduction },
            _ => throw new NotSupportedException($"Loss {type}"),
        };
    }

    public static Optimizer Optimizer(JsonElement json)
    {
        LearningRate rate = json.GetProperty("learning_rate").GetDouble();
        if (json.Has("schedule", out var schedule))
        {
            Assert.Equal("ExponentialDecay", schedule.GetProperty("type").GetString());
            rate = new ExponentialDecay(
                json.GetProperty("learning_rate").GetDouble(), schedule.GetProperty("decay_steps").GetInt32(), schedule.GetProperty("decay_rate").GetDouble());
        }

        string type = json.GetProperty("type").GetString()!;
        double decay = json.Number("weight_decay", 0);
        double? norm = json.Limit("clipnorm"), global = json.Limit("global_clipnorm"), value = json.Limit("clipvalue");
        double beta1 = json.Number("beta_1", 0.9), beta2 = json.Number("beta_2", 0.999), epsilon = json.Number("epsilon", 1e-7), momentum = json.Number("momentum", 0);
        return type switch
        {
            "SGD" => new Sgd(rate, momentum, json.Flag("nesterov")) { ClipNorm = norm, GlobalClipNorm = global, ClipValue = value, WeightDecay = decay },
            "Adam" or "AdamW" => new Adam(rate, beta1, beta2, epsilon, json.Flag("amsgrad"))
            {
                ClipNorm = norm,
                GlobalClipNorm = global,
                ClipValue = value,
                WeightDecay = json.Number("weight_decay", type == "AdamW" ? 0.004 : 0),
            },
            "RMSprop" => new RmsProp(rate, json.Number("rho", 0.9), momentum, epsilon, json.Flag("centered"))
            {
                ClipNorm = norm,
                GlobalClipNorm = global,
                ClipValue = value,
                WeightDecay = decay,
            },
            "Adagrad" => new Adagrad(rate, json.Number("initial_accumulator_value", 0.1), epsilon)
            {
                ClipNorm = norm,
                GlobalClipNorm = global,
                ClipValue = value,
                WeightDecay = decay,
            },
            _ => throw new NotSupportedException($"Optimizer {type}"),
        };
    }
}

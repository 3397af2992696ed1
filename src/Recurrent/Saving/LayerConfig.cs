using System.Text.Json;

namespace Recurrent;

/// <summary>A layer's description as JSON, and back.</summary>
internal static class LayerConfig
{
    public static void Write(Utf8JsonWriter json, Layer layer)
    {
        json.WriteStartObject();
        json.WriteString("type", layer.Type);
        if (layer.Name is not null)
        {
            json.WriteString("name", layer.Name);
        }

        switch (layer)
        {
            case RecurrentLayer recurrent:
                WriteRecurrent(json, recurrent);
                break;
            case Bidirectional both:
                json.WriteString("merge_mode", both.MergeMode.ToString());
                json.WritePropertyName("forward");
                Write(json, both.ForwardLayer);
                json.WritePropertyName("backward");
                Write(json, both.BackwardLayer);
                break;
            case Dense dense:
                json.WriteNumber("units", dense.Units);
                json.WriteString("activation", dense.Activation.ToString());
                json.WriteBoolean("use_bias", dense.UseBias);
                WriteInitializer(json, "kernel_initializer", dense.KernelInitializer);
                WriteInitializer(json, "bias_initializer", dense.BiasInitializer);
                break;
            case Dropout dropout:
                json.WriteNumber("rate", dropout.Rate);
                break;
            case Embedding embedding:
                json.WriteNumber("input_dim", embedding.InputDim);
                json.WriteNumber("output_dim", embedding.OutputDim);
                WriteInitializer(json, "embeddings_initializer", embedding.EmbeddingsInitializer);
                break;
            case AttentionReadout attention:
                json.WriteNumber("units", attention.Units);
                WriteInitializer(json, "kernel_initializer", attention.KernelInitializer);
                break;
            default:
                throw new NotSupportedException($"A layer of type {layer.Type} cannot be saved.");
        }

        json.WriteEndObject();
    }

    public static Layer Read(JsonElement json)
    {
        string type = json.GetProperty("type").GetString() ?? "";
        string? name = json.TryGetProperty("name", out var given) ? given.GetString() : null;
        switch (type)
        {
            case "Bidirectional":
                var forward = (RecurrentLayer)Read(json.GetProperty("forward"));
                return new Bidirectional(forward, Word<MergeMode>(json, "merge_mode"), (RecurrentLayer)Read(json.GetProperty("backward")), name);
            case "Dense":
                return new Dense(
                    Whole(json, "units"), Word<Activation>(json, "activation"), Flag(json, "use_bias"), Start(json, "kernel_initializer"), Start(json, "bias_initializer"), name);
            case "Dropout":
                return new Dropout(json.GetProperty("rate").GetDouble(), name);
            case "Embedding":
                return new Embedding(Whole(json, "input_dim"), Whole(json, "output_dim"), Start(json, "embeddings_initializer"), name);
            case "AttentionReadout":
                return new AttentionReadout(Whole(json, "units"), Start(json, "kernel_initializer"), name);
            default:
                return ReadRecurrent(type, json, name);
        }
    }

    private static void WriteRecurrent(Utf8JsonWriter json, RecurrentLayer layer)
    {
        json.WriteNumber("units", layer.Units);
        json.WriteString("activation", layer.Activation.ToString());
        json.WriteBoolean("use_bias", layer.UseBias);
        json.WriteBoolean("return_sequences", layer.ReturnSequences);
        json.WriteBoolean("return_state", layer.ReturnState);
        json.WriteBoolean("go_backwards", layer.GoBackwards);
        json.WriteBoolean("stateful", layer.Stateful);
        json.WriteBoolean("zero_output_for_mask", layer.ZeroOutputForMask);
        json.WriteNumber("dropout", layer.Dropout);
        json.WriteNumber("recurrent_dropout", layer.RecurrentDropout);
        WriteInitializer(json, "kernel_initializer", layer.Options.KernelInitializer);
        WriteInitializer(json, "recurrent_initializer", layer.Options.RecurrentInitializer);
        WriteInitializer(json, "bias_initializer", layer.Options.BiasInitializer);
        switch (layer)
        {
            case Lstm lstm:
                json.WriteString("recurrent_activation", lstm.RecurrentActivation.ToString());
                json.WriteBoolean("unit_forget_bias", lstm.UnitForgetBias);
                json.WriteNumber("forget_bias", lstm.ForgetBias);
                break;
            case Gru gru:
                json.WriteString("recurrent_activation", gru.RecurrentActivation.ToString());
                json.WriteBoolean("reset_after", gru.ResetAfter);
                break;
            case MinLstm min:
                json.WriteBoolean("parallel_scan", min.ParallelScan);
                json.WriteNumber("forget_bias", min.ForgetBias);
                break;
            case DiagonalLinear diagonal:
                WriteNumbers(json, "decays", diagonal.Decays);
                WriteNumbers(json, "angles", diagonal.Angles);
                break;
            default:
                break;
        }
    }

    private static RecurrentLayer ReadRecurrent(string type, JsonElement json, string? name)
    {
        RecurrentLayer layer = type switch
        {
            "SimpleRNN" => new SimpleRnn(Whole(json, "units"), Word<Activation>(json, "activation")),
            "LSTM" => new Lstm(
                Whole(json, "units"),
                Word<Activation>(json, "activation"),
                Word<Activation>(json, "recurrent_activation"),
                unitForgetBias: Flag(json, "unit_forget_bias"),
                forgetBias: json.GetProperty("forget_bias").GetDouble()),
            "GRU" => new Gru(
                Whole(json, "units"), Word<Activation>(json, "activation"), Word<Activation>(json, "recurrent_activation"), resetAfter: Flag(json, "reset_after")),
            "MinLSTM" => new MinLstm(
                Whole(json, "units"), Word<Activation>(json, "activation"), parallelScan: Flag(json, "parallel_scan"), forgetBias: json.GetProperty("forget_bias").GetDouble()),
            "DiagonalLinear" => new DiagonalLinear(Whole(json, "units"), Numbers(json, "decays"), Numbers(json, "angles") is { Length: > 0 } angles ? angles : null),
            _ => throw new InvalidDataException($"The file names a layer of the unknown type \"{type}\"."),
        };
        return layer.With(new RecurrentOptions(
            Flag(json, "use_bias"),
            Flag(json, "return_sequences"),
            Flag(json, "go_backwards"),
            Flag(json, "stateful"),
            Flag(json, "zero_output_for_mask"),
            json.GetProperty("dropout").GetDouble(),
            json.GetProperty("recurrent_dropout").GetDouble(),
            Flag(json, "return_state"),
            Start(json, "kernel_initializer"),
            Start(json, "recurrent_initializer"),
            Start(json, "bias_initializer"),
            name));
    }

    // a rule of the reader's own has no text; the weights in the file do without it
    private static void WriteInitializer(Utf8JsonWriter json, string key, Initializer? initializer)
    {
        if (initializer?.Text is string text)
        {
            json.WriteString(key, text);
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, IReadOnlyList<double> numbers)
    {
        json.WriteStartArray(key);
        foreach (double number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static Initializer? Start(JsonElement json, string key) => json.TryGetProperty(key, out var text) ? InitializerText.Parse(text.GetString() ?? "") : null;

    private static int Whole(JsonElement json, string key) => json.GetProperty(key).GetInt32();

    private static bool Flag(JsonElement json, string key) => json.GetProperty(key).GetBoolean();

    private static double[] Numbers(JsonElement json, string key) => [.. json.GetProperty(key).EnumerateArray().Select(v => v.GetDouble())];

    private static TWord Word<TWord>(JsonElement json, string key)
        where TWord : struct, Enum
    {
        string text = json.GetProperty(key).GetString() ?? "";
        return Enum.TryParse<TWord>(text, out var word) ? word : throw new InvalidDataException($"The file has \"{text}\" for {key}; known are {string.Join(", ", Enum.GetNames<TWord>())}.");
    }
}

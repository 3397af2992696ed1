using System.Globalization;
using System.Text.Json.Serialization;

namespace Figures;

/// <summary>A row of a chapter's summary: what was measured for a claim, what it had to be, and what that says of the claim.</summary>
/// <param name="Key">How the row is asked for; one of a kind in the whole book.</param>
/// <param name="Claim">Id of the claim of the source text, C1 to C14, or – for a question that the text does not ask.</param>
/// <param name="Experiment">Id of the experiment, such as X15.</param>
/// <param name="Measure">What the value is, in words, with its unit.</param>
/// <param name="Value">What came out.</param>
/// <param name="Relation">How the value has to stand to the threshold: &lt;, &gt; or =, the last to 1e-9 of the threshold.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Verdict">What the row says of the claim if the relation holds.</param>
[TypeFormatterSource(typeof(OneLine), PreferredMimeTypes = [OneLine.MimeType])]
public sealed record Result(string Key, string Claim, string Experiment, string Measure, double Value, string Relation, double Threshold, string Verdict)
{
    /// <summary>Whether the value stands to the threshold as it should; a NaN never does.</summary>
    /// <exception cref="InvalidOperationException">The relation is none of the three.</exception>
    [JsonIgnore]
    public bool Holds => Relation switch
    {
        "<" => Value < Threshold,
        ">" => Value > Threshold,
        "=" => Math.Abs(Value - Threshold) <= 1e-9 * Math.Abs(Threshold),
        _ => throw new InvalidOperationException($"The relation of '{Key}' is '{Relation}'; it has to be <, > or =."),
    };

    /// <summary>The value to four digits.</summary>
    [JsonIgnore]
    public string Number => Digits(Value);

    /// <summary>The threshold to four digits.</summary>
    [JsonIgnore]
    public string Limit => Digits(Threshold);

    /// <summary>Value, relation and threshold.</summary>
    [JsonIgnore]
    public string Comparison => Relation == "=" ? $"= {Limit}" : $"{Number} {Relation} {Limit}";

    /// <summary>Claim, experiment, measure and comparison.</summary>
    public override string ToString() => $"{Claim}, {Experiment}, {Measure}: {Comparison}";

    private static string Digits(double value)
    {
        if (double.IsInteger(value) && Math.Abs(value) < 1e7)
        {
            return value.ToString("N0", CultureInfo.InvariantCulture).Replace('-', '\u2212');
        }

        var text = value.ToString("G4", CultureInfo.InvariantCulture).Split('E');
        return (text.Length == 1 ? text[0] : $"{text[0]}e{int.Parse(text[1], CultureInfo.InvariantCulture)}").Replace('-', '\u2212');
    }
}

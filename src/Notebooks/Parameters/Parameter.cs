using System.Text.Json.Nodes;

namespace Notebooks;

/// <summary>How a parameter's value was given.</summary>
public enum ParameterForm
{
    /// <summary>As text that is read as the default's type says.</summary>
    Text,

    /// <summary>As text that is text, whatever it looks like.</summary>
    Raw,

    /// <summary>As JSON, from a file.</summary>
    Json,
}

/// <summary>A value for one parameter of a notebook. Null stands for null.</summary>
public sealed record Parameter(string Name, JsonNode? Value, ParameterForm Form)
{
    /// <summary>How the value was written.</summary>
    internal string Written => Value is JsonValue value && value.TryGetValue(out string? text) ? text : Value?.ToJsonString() ?? "null";
}

/// <summary>Parameters that a notebook does not take; the message names the parameter and what would be right.</summary>
public sealed class ParameterException(string message, Exception? inner = null) : Exception(message, inner);

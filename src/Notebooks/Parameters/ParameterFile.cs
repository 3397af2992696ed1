using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Notebooks;

/// <summary>Reads a file of parameters: one JSON object, or one YAML mapping as papermill takes it.</summary>
public static class ParameterFile
{
    /// <summary>The parameters in the file, in its order.</summary>
    /// <exception cref="ParameterException">It cannot be read, or holds something else.</exception>
    public static IReadOnlyList<Parameter> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var text = File.ReadAllText(path);
            var isYaml = Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";
            return (isYaml ? Yaml(text) : JsonNode.Parse(text)) is JsonObject members
                ? [.. members.Select(member => new Parameter(member.Key, member.Value?.DeepClone(), ParameterForm.Json))]
                : throw new ParameterException($"the parameter file {path} must hold one object: name to value");
        }
        catch (Exception e) when (e is JsonException or YamlException)
        {
            throw new ParameterException($"the parameter file {path} is neither JSON nor, by its name, YAML that can be read: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ParameterException($"the parameter file {path} cannot be read: {e.Message}", e);
        }
    }

    private static JsonNode? Yaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Count == 1 ? Node(stream.Documents[0].RootNode, 0) : null;
    }

    private static JsonNode? Node(YamlNode node, int depth)
    {
        if (depth > 64)
        {
            throw new YamlException("it is nested more than 64 deep, or in itself");
        }

        return node switch
        {
            YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(Key(child.Key), Node(child.Value, depth + 1)))),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(child => Node(child, depth + 1))]),
            YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain.Value ?? ""),
            YamlScalarNode scalar => JsonValue.Create(scalar.Value),
            _ => throw new YamlException($"a node of kind {node.NodeType} is not known"),
        };
    }

    private static string Key(YamlNode node) => (node as YamlScalarNode)?.Value ?? throw new YamlException($"'{node}' is a key, but no text");

    // The core schema of YAML 1.2.
    private static JsonNode? Plain(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return null;
            case "true" or "True" or "TRUE":
                return JsonValue.Create(true);
            case "false" or "False" or "FALSE":
                return JsonValue.Create(false);
        }

        try
        {
            return JsonNode.Parse(text.TrimStart('+')) is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebooks;

/// <summary>One cell of a notebook: a view of its JSON, so that what is not understood here stays as it was.</summary>
public sealed class NotebookCell
{
    internal NotebookCell(JsonObject node, int number)
    {
        Node = node;
        Number = number;
    }

    internal JsonObject Node { get; }

    /// <summary>The cell's place in the notebook, from 1, counting cells of every kind.</summary>
    public int Number { get; }

    /// <summary>The cell's id, unique in its notebook.</summary>
    public string Id => Node["id"]!.GetValue<string>();

    /// <summary><c>code</c>, <c>markdown</c> or <c>raw</c>.</summary>
    public string Kind => Node["cell_type"]!.GetValue<string>();

    /// <summary>Whether the cell holds code to run.</summary>
    public bool IsCode => Kind == "code";

    /// <summary>The cell's text.</summary>
    public string Source
    {
        get => MultilineText.Join(Node["source"])!;
        set => Node["source"] = MultilineText.Split(value);
    }

    /// <summary>The cell's metadata.</summary>
    public JsonObject Metadata => (JsonObject)Node["metadata"]!;

    /// <summary>The cell's tags, such as <c>raises-exception</c>.</summary>
    public IReadOnlyList<string> Tags =>
        (Metadata["tags"] as JsonArray ?? []).Where(tag => tag?.GetValueKind() == JsonValueKind.String).Select(tag => tag!.GetValue<string>()).ToArray();

    /// <summary>The files attached to a Markdown cell: name to MIME bundle.</summary>
    public JsonObject? Attachments => Node["attachments"] as JsonObject;

    /// <summary>What a code cell showed, each in the form of the notebook format.</summary>
    public JsonArray Outputs => (JsonArray)Node["outputs"]!;

    /// <summary>The number in the cell's prompt, or null if it has not run.</summary>
    public int? ExecutionCount
    {
        get => Node["execution_count"] is JsonValue value && value.TryGetValue(out int count) ? count : null;
        set => Node["execution_count"] = value;
    }

    /// <summary>Removes outputs and prompt number.</summary>
    public void ClearOutputs()
    {
        Node["outputs"] = new JsonArray();
        ExecutionCount = null;
    }
}

using System.Text.Json.Nodes;
using Scripting;

namespace Notebooks;

/// <summary>
/// Stores what the cells of one run show in the form of the notebook format: streams of one name that follow each other
/// become one, an update replaces what was shown under its display id in any cell of the run, a clear empties its cell.
/// </summary>
public sealed class OutputRecorder
{
    /// <summary>How many characters of streams one cell may store; what it writes beyond that is cut, and the cut is shown.</summary>
    public const int StreamLimit = 1_000_000;

    /// <summary>How many outputs one cell may store; those beyond are cut, and the cut is shown.</summary>
    public const int OutputLimit = 5_000;

    private readonly Dictionary<string, List<JsonObject>> _displays = new(StringComparer.Ordinal);
    private NotebookCell? _cell;
    private bool _clearOnNext;
    private int _streamLength;

    /// <summary>Makes <paramref name="cell"/>, emptied, the one that outputs go to.</summary>
    public void Begin(NotebookCell cell, int executionCount)
    {
        cell.ClearOutputs();
        cell.ExecutionCount = executionCount;
        _cell = cell;
        _clearOnNext = false;
        _streamLength = 0;
    }

    /// <summary>Stores one output in the current cell.</summary>
    public void Add(CellOutput output)
    {
        var cell = _cell ?? throw new InvalidOperationException("An output came before the first cell began.");
        switch (output)
        {
            case ClearOutput { Wait: true }:
                _clearOnNext = true;
                return;
            case ClearOutput:
                cell.Outputs.Clear();
                return;
            case DisplayOutput { IsUpdate: true } update:
                Update(update);
                return;
        }

        if (_clearOnNext)
        {
            cell.Outputs.Clear();
            _clearOnNext = false;
        }

        if (cell.Outputs.Count >= OutputLimit && output is not ErrorOutput)
        {
            if (cell.Outputs.Count == OutputLimit)
            {
                cell.Outputs.Add((JsonNode)ToJson(new StreamOutput("stderr", $"[cut: a cell may show {OutputLimit} outputs]\n"), null));
            }
        }
        else if (output is not StreamOutput stream)
        {
            Append(cell, output);
        }
        else if (_streamLength <= StreamLimit)
        {
            _streamLength += stream.Text.Length;
            Append(cell, _streamLength <= StreamLimit ? stream : stream with { Text = stream.Text + $"\n[cut: a cell may write {StreamLimit} characters]\n" });
        }
    }

    private void Append(NotebookCell cell, CellOutput output)
    {
        if (output is StreamOutput stream && cell.Outputs.LastOrDefault() is JsonObject last && MultilineText.Join(last["name"]) == stream.Name)
        {
            last["text"] = MultilineText.Join(last["text"]) + stream.Text;
            return;
        }

        var stored = ToJson(output, cell.ExecutionCount);
        cell.Outputs.Add((JsonNode)stored);
        if (output is DisplayOutput { DisplayId: { } id })
        {
            if (!_displays.TryGetValue(id, out List<JsonObject>? shown))
            {
                _displays[id] = shown = [];
            }

            shown.Add(stored);
        }
    }

    private void Update(DisplayOutput update)
    {
        foreach (var stored in _displays.GetValueOrDefault(update.DisplayId ?? "", []))
        {
            stored["data"] = update.Data.DeepClone();
            stored["metadata"] = update.Metadata.DeepClone();
        }
    }

    private static JsonObject ToJson(CellOutput output, int? executionCount) => output switch
    {
        StreamOutput stream => new JsonObject { ["output_type"] = "stream", ["name"] = stream.Name, ["text"] = stream.Text },
        DisplayOutput display => new JsonObject
        {
            ["output_type"] = "display_data",
            ["data"] = display.Data.DeepClone(),
            ["metadata"] = display.Metadata.DeepClone(),
        },
        ResultOutput result => new JsonObject
        {
            ["output_type"] = "execute_result",
            ["data"] = result.Data.DeepClone(),
            ["metadata"] = result.Metadata.DeepClone(),
            ["execution_count"] = executionCount,
        },
        ErrorOutput error => new JsonObject
        {
            ["output_type"] = "error",
            ["ename"] = error.Name,
            ["evalue"] = error.Value,
            ["traceback"] = new JsonArray(error.Traceback.Select(line => (JsonNode?)JsonValue.Create(line)).ToArray()),
        },
        _ => throw new ArgumentException($"An output of kind {output.GetType().Name} has no stored form.", nameof(output)),
    };
}

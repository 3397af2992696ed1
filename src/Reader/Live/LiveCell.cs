using System.Diagnostics;
using System.Text.Json.Nodes;
using Notebooks;
using Reader.Pages;

namespace Reader.Live;

/// <summary>What became of a cell.</summary>
internal enum CellState
{
    /// <summary>Not run in the session; its outputs are those of the notebook, or of a session that has ended.</summary>
    Stored,

    /// <summary>It will run.</summary>
    Queued,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It ran to its end.</summary>
    Ok,

    /// <summary>It failed.</summary>
    Error,

    /// <summary>It was stopped.</summary>
    Interrupted,
}

/// <summary>One output of a cell as pages show it, and the change of the notebook that brought it.</summary>
/// <param name="Source">What it was rendered from: a text of the console, or a bundle.</param>
/// <param name="Html">The element.</param>
/// <param name="Text">Of a text of the console, what is shown of it, so that pages can be sent what was added.</param>
/// <param name="Version">The change.</param>
internal sealed record ShownOutput(object Source, string Html, string? Text, long Version);

/// <summary>A code cell of an open notebook: the author's text, the reader's, and what became of its runs. Guarded by its notebook.</summary>
internal sealed class LiveCell(NotebookCell stored)
{
    /// <summary>The cell that its outputs are stored in.</summary>
    public NotebookCell Stored { get; set; } = stored;

    public string Id { get; } = stored.Id;

    public IReadOnlyList<string> Tags { get; set; } = stored.Tags;

    /// <summary>The text in the notebook's file.</summary>
    public string Author { get; set; } = stored.Source;

    /// <summary>The text that a run runs.</summary>
    public string Source { get; set; } = stored.Source;

    /// <summary>How often the text has changed; an edit of an older text is not taken.</summary>
    public int SourceVersion { get; set; }

    /// <summary>The text of another edit, which stands against <see cref="Source"/> until the reader chooses.</summary>
    public CellEdit? Conflict { get; set; }

    public CellState State { get; set; }

    /// <summary>The state before it was queued.</summary>
    public CellState Before { get; set; }

    /// <summary>The text it ran with last; null if it has not run in this sitting.</summary>
    public string? RanSource { get; set; }

    /// <summary>When it ran in the session that lives, counted in runs; 0 if it did not.</summary>
    public int RunOrder { get; set; }

    /// <summary>How often it has begun to run in this sitting.</summary>
    public int Generation { get; set; }

    public Stopwatch Watch { get; } = new();

    /// <summary>The line its last error points to; 0 for none.</summary>
    public int ErrorLine { get; set; }

    /// <summary>The last change of the notebook that touched the cell.</summary>
    public long Version { get; set; }

    /// <summary>The outputs as pages show them, up to date after <see cref="LiveNotebook.Refresh"/>.</summary>
    public List<ShownOutput> Shown { get; } = [];

    /// <summary>Whether its outputs have changed since they were rendered.</summary>
    public bool IsUnrendered { get; set; }

    public bool IsEdited => Source != Author;

    /// <summary>Whether the outputs shown are of another text.</summary>
    public bool IsUnrun => Source != (RanSource ?? Author);

    public bool IsActive => State is CellState.Queued or CellState.Running;

    /// <summary>Renders what has changed of the outputs.</summary>
    public void Render(long version, Func<JsonObject, int, string> render)
    {
        var outputs = Stored.Outputs.OfType<JsonObject>().ToArray();
        Shown.RemoveRange(Math.Min(outputs.Length, Shown.Count), Math.Max(0, Shown.Count - outputs.Length));
        for (var i = 0; i < outputs.Length; i++)
        {
            var isStream = MimeText.Of(outputs[i]["output_type"]) == "stream";
            var source = isStream ? MimeText.Of(outputs[i]["text"]) ?? "" : (object?)outputs[i]["data"] ?? outputs[i];
            if (i < Shown.Count && (isStream ? Shown[i].Source.Equals(source) : ReferenceEquals(Shown[i].Source, source)))
            {
                continue;
            }

            var text = isStream ? OutputHtml.Shown((string)source) : null;
            var shown = new ShownOutput(source, render(outputs[i], i), text?.Length <= OutputHtml.PageLimit ? text : null, version);
            if (i < Shown.Count)
            {
                Shown[i] = shown;
            }
            else
            {
                Shown.Add(shown);
            }
        }

        IsUnrendered = false;
    }
}

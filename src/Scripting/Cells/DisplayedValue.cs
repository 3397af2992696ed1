using Scripting.Execution;
using Scripting.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>A value on the page that can be replaced, also from a later cell or from background work.</summary>
public sealed class DisplayedValue
{
    private readonly string[] _mimeTypes;
    private readonly CellOutputs _outputs;

    internal DisplayedValue(string displayId, string[] mimeTypes, CellOutputs outputs)
    {
        DisplayId = displayId;
        _mimeTypes = mimeTypes;
        _outputs = outputs;
    }

    /// <summary>The id that front ends know it by.</summary>
    public string DisplayId { get; }

    /// <summary>Replaces what is shown.</summary>
    public void Update(object? updatedValue) => Send(updatedValue, isUpdate: true);

    internal void Send(object? value, bool isUpdate)
    {
        var (data, metadata) = MimeBundle.Of(value, _mimeTypes);

        // An update belongs to the cell that makes it: clients that run a notebook drop what names a cell they have left.
        var outputs = isUpdate && RunningCell.Current is { } running ? running.Outputs : _outputs;
        outputs.Display(data, metadata, DisplayId, isUpdate);
    }
}

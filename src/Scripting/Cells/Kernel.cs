#pragma warning disable IDE1006 // display and its kin are lower case in every notebook ever written
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;
using Scripting.Execution;
using Scripting.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>What a cell can call without a prefix, under the names notebooks for .NET Interactive use.</summary>
public static class Kernel
{
    /// <summary>Shows a value now, as its type prefers or as the given MIME types, and returns a handle to replace it later.</summary>
    /// <exception cref="InvalidOperationException">Called outside of a cell.</exception>
    public static DisplayedValue display(object? value, params string[] mimeTypes)
    {
        var shown = new DisplayedValue(Guid.NewGuid().ToString("N"), mimeTypes, Cell.Outputs);
        shown.Send(value, isUpdate: false);
        return shown;
    }

    /// <summary>Markup to be shown as it is.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    private static RunningCell Cell => RunningCell.Current
        ?? throw new InvalidOperationException("display was called outside of a cell: there is no output to write to.");
}

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
        _outputs.Display(data, metadata, DisplayId, isUpdate);
    }
}

/// <summary><c>x.Display()</c>: <see cref="Kernel.display"/> at the end of an expression.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows the value now; see <see cref="Kernel.display"/>.</summary>
    public static DisplayedValue Display<T>(this T value, params string[] mimeTypes) => Kernel.display(value, mimeTypes);
}

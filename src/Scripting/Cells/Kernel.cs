#pragma warning disable IDE1006 // display and its kin are lower case in every notebook ever written
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;
using Scripting;
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

    /// <summary>Removes what the cell has shown so far; with <paramref name="wait"/> only when its next output arrives.</summary>
    /// <exception cref="InvalidOperationException">Called outside of a cell.</exception>
    public static void clear_output(bool wait = false) => Cell.Outputs.Send(new ClearOutput(wait));

    /// <summary>Markup to be shown as it is.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Markdown to be shown as it reads.</summary>
    public static MimeContent Markdown(string content) => new("text/markdown", content);

    /// <summary>A drawing to be shown as it is.</summary>
    public static MimeContent SVG(string content) => new("image/svg+xml", content, "drawing");

    /// <summary>A PNG or JPEG picture.</summary>
    /// <exception cref="ArgumentException">The data is neither.</exception>
    public static MimeContent Image(byte[] data) => ImageContent.Of(data);

    /// <summary>A PNG or JPEG picture from a file, relative to the current folder.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">The file is neither.</exception>
    public static MimeContent Image(string path) => ImageContent.Of(File.ReadAllBytes(path));

    /// <summary>Has the front end run a script now.</summary>
    public static void Javascript(string content) => display(new MimeContent("application/javascript", content));

    /// <summary>Adds a style sheet to the page now.</summary>
    public static void CSS(string content) => display(new HtmlString($"<style>{content}</style>"));

    /// <summary>Asks the user for a line of text and waits for it.</summary>
    /// <exception cref="InvalidOperationException">Nobody can be asked, or called outside of a cell.</exception>
    public static string input(string prompt = "") => Cell.Input.AskAsync(prompt, isPassword: false).GetAwaiter().GetResult();

    /// <summary>Asks the user for a secret and waits for it; what is typed is not shown.</summary>
    /// <exception cref="InvalidOperationException">Nobody can be asked, or called outside of a cell.</exception>
    public static PasswordString password(string prompt = "") => new(Cell.Input.AskAsync(prompt, isPassword: true).GetAwaiter().GetResult());

    /// <summary>Asks the user for a line of text.</summary>
    /// <param name="prompt">What to show.</param>
    /// <param name="isPassword">Whether what is typed must not be shown.</param>
    /// <param name="typeHint">What kind of value is meant; a hint that front ends may ignore.</param>
    /// <exception cref="InvalidOperationException">Nobody can be asked, or called outside of a cell.</exception>
    public static Task<string> GetInputAsync(string prompt = "", bool isPassword = false, string typeHint = "text") =>
        Cell.Input.AskAsync(prompt, isPassword || typeHint == "password");

    /// <summary>Asks the user for a secret; what is typed is not shown.</summary>
    /// <exception cref="InvalidOperationException">Nobody can be asked, or called outside of a cell.</exception>
    public static async Task<PasswordString> GetPasswordAsync(string prompt = "") => new(await Cell.Input.AskAsync(prompt, isPassword: true));

    private static RunningCell Cell => RunningCell.Current
        ?? throw new InvalidOperationException("This works only inside a cell: outside of one there is no output to write to and nobody to ask.");
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

        // An update belongs to the cell that makes it: clients that run a notebook drop what names a cell they have left.
        var outputs = isUpdate && RunningCell.Current is { } running ? running.Outputs : _outputs;
        outputs.Display(data, metadata, DisplayId, isUpdate);
    }
}

/// <summary><c>x.Display()</c>: <see cref="Kernel.display"/> at the end of an expression.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows the value now; see <see cref="Kernel.display"/>.</summary>
    public static DisplayedValue Display<T>(this T value, params string[] mimeTypes) => Kernel.display(value, mimeTypes);

    /// <summary>Shows a text now as what <paramref name="mimeType"/> says it is.</summary>
    public static DisplayedValue DisplayAs(this string value, string mimeType) => Kernel.display(new MimeContent(mimeType, value));

    /// <summary>Shows a sequence now as a table.</summary>
    public static DisplayedValue DisplayTable<T>(this IEnumerable<T> value) => Kernel.display(value, HtmlFormatter.MimeType);
}

#pragma warning disable IDE1006 // display and its kin are lower case in every notebook ever written
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Formatting;
using Scripting;
using Scripting.Execution;
using Scripting.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>
/// What a cell can call without a prefix, under the names notebooks for .NET Interactive use; and, as an object, a language
/// of the session, to which a cell can send code and whose variables it can read and set.
/// </summary>
public sealed class Kernel
{
    private readonly string? _language;

    private Kernel(string? language) => _language = language;

    /// <summary>The session as a whole.</summary>
    public static Kernel Root { get; } = new(null);

    /// <summary>The language of the part of the cell that is running.</summary>
    /// <exception cref="InvalidOperationException">Called outside of a cell.</exception>
    public static Kernel Current => new(Cell.Language);

    /// <summary>Its name: that of a language, or <c>.NET</c> for the session as a whole.</summary>
    public string Name => _language ?? ".NET";

    /// <summary>The session as a whole, of which a language is a part.</summary>
    public Kernel? ParentKernel => _language is null ? null : Root;

    /// <summary>The languages, of the session as a whole.</summary>
    /// <exception cref="InvalidOperationException">Called outside of a cell.</exception>
    public IEnumerable<Kernel> ChildKernels => _language is null ? [.. Cell.Run.Session.Languages.All.Select(language => new Kernel(language.Name))] : [];

    /// <summary>The language of that name, or null.</summary>
    /// <exception cref="InvalidOperationException">Called outside of a cell.</exception>
    public Kernel? FindKernelByName(string name) => Cell.Run.Session.Languages.Find(name) is { } language ? new Kernel(language.Name) : null;

    /// <summary>Runs code as a part of the cell that is running.</summary>
    /// <exception cref="InvalidOperationException">Called outside of a cell.</exception>
    public Task<KernelCommandResult> SubmitCodeAsync(string code) => SendAsync(new SubmitCode(code));

    /// <summary>Follows a command as a part of the cell that is running; what fails there fails here.</summary>
    /// <exception cref="InvalidOperationException">Called outside of a cell.</exception>
    /// <exception cref="NotSupportedException">The command is one for a front end.</exception>
    public Task<KernelCommandResult> SendAsync(KernelCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        cancellationToken.ThrowIfCancellationRequested();
        return command.RunAsync(Cell.Run, command.TargetKernelName ?? _language ?? Cell.Language);
    }

    /// <summary>Reads a variable of the language.</summary>
    /// <exception cref="InvalidOperationException">Called outside of a cell.</exception>
    public bool TryGetValue<T>(string name, out T? value)
    {
        var found = Cell.Run.Session.Languages.Values(_language ?? Cell.Language).Values.FirstOrDefault(variable => variable.Name == name);
        value = found?.Value is T typed ? typed : default;
        return found is not null && (found.Value is T || found.Value is null);
    }

    /// <summary>Sets a variable of the language.</summary>
    /// <exception cref="InvalidOperationException">Called outside of a cell.</exception>
    public Task SetValueAsync(string name, object? value, Type? declaredType = null) =>
        Cell.Run.Session.Languages.Values(_language ?? Cell.Language)
            .SetAsync(new Scripting.Languages.NamedValue(name, declaredType ?? value?.GetType() ?? typeof(object), value), Cell.CancellationToken);

    /// <inheritdoc/>
    public override string ToString() => Name;

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

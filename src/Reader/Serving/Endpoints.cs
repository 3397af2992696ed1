using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Notebooks;
using Reader.Live;
using Reader.Pages;
using Reader.Search;

namespace Reader.Serving;

/// <summary>
/// Every address that the reader answers. All but the first want the cookie, and those that change something the instance's id
/// as well; <see cref="RequestGuard"/> sees to both before anything here is called.
/// </summary>
/// <remarks>
/// <code>
/// GET   /?token=…                    takes the token, gives the cookie
/// GET   /                            the contents
/// GET   /pages/index.html            the contents; /pages/zh/index.html in Chinese
/// GET   /pages/assets/{name}         styles, fonts, scripts; search-en.js and search-zh.js are made of the notebooks
/// GET   /pages/{notebook}.html       a notebook
/// GET   /files/{path}                a file of a known kind beside the notebooks
/// GET   /frames/{id}                 HTML with scripts that a session has made
/// GET   /api/output                  the whole of an output: ?notebook= &amp;cell= &amp;index=
/// POST  /api/run                     { notebook, cell, scope: cell | needs | above | all }
/// POST  /api/interrupt               { notebook }
/// POST  /api/restart                 { notebook }
/// POST  /api/edit                    { notebook, cell, text, version }
/// POST  /api/reset                   { notebook, cell }
/// POST  /api/choose                  { notebook, cell, other: true | false }
/// POST  /api/complete                { notebook, cell, text, position }
/// POST  /api/inspect                 { notebook, cell, text, position }
/// POST  /api/diagnose                { notebook, cell, text }
/// GET   /socket                      a socket that tells a page what has changed: ?notebook= &amp;since= &amp;instance=
/// </code>
/// </remarks>
internal sealed class Endpoints(ServedFolder folder, OpenNotebooks notebooks, ReaderRenderer renderer, FrameStore frames, ReaderAccess access)
{
    public const string Socket = "/socket";
    public const string TokenField = "token";

    /// <summary>How many characters a cell may have.</summary>
    public const int MaxCellLength = 1_000_000;

    /// <summary>How many completions a page is sent.</summary>
    private const int MaxCompletions = 200;

    private static readonly Dictionary<string, string> s_assetTypes = new(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".woff2"] = "font/woff2",
        [".txt"] = "text/plain; charset=utf-8",
    };

    /// <summary>The path of a notebook's page from /pages/, as the book names it.</summary>
    public static string PagePathOf(string notebook) =>
        notebook.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) && !notebook.Equals("index.ipynb", StringComparison.OrdinalIgnoreCase)
            ? notebook[..^".ipynb".Length] + ".html"
            : notebook + ".html";

    public static string PageOf(string notebook) => "/pages/" + Escaped(PagePathOf(notebook));

    public static string FileOf(string name) => "/files/" + Escaped(name);

    public static string FrameOf(string id) => "/frames/" + id;

    public static string OutputOf(string notebook, string cell, int index) => $"/api/output?notebook={Uri.EscapeDataString(notebook)}&cell={Uri.EscapeDataString(cell)}&index={index}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", OpenAsync);
        routes.MapGet("/pages/assets/{name}", AssetAsync);
        routes.MapGet("/pages/{**page}", PageAsync);
        routes.MapGet("/files/{**path}", FileAsync);
        routes.MapGet("/frames/{id}", FrameAsync);
        routes.MapGet("/api/output", OutputAsync);
        MapPost(routes, "/api/run", (request, notebook) => { notebook.Run(request.Cell, request.Scope ?? RunScope.Cell); return Task.FromResult<object>(Done.Value); });
        MapPost(routes, "/api/interrupt", (_, notebook) => { notebook.Interrupt(); return Task.FromResult<object>(Done.Value); });
        MapPost(routes, "/api/restart", async (_, notebook) => { await notebook.RestartAsync().ConfigureAwait(false); return Done.Value; });
        MapPost(routes, "/api/edit", (request, notebook) => Task.FromResult<object>(notebook.Edit(Cell(request), Text(request), request.Version ?? 0)));
        MapPost(routes, "/api/reset", (request, notebook) => Task.FromResult<object>(notebook.Reset(Cell(request))));
        MapPost(routes, "/api/choose", (request, notebook) => Task.FromResult<object>(notebook.Choose(Cell(request), request.Other ?? false)));
        MapPost(routes, "/api/complete", CompleteAsync);
        MapPost(routes, "/api/inspect", InspectAsync);
        MapPost(routes, "/api/diagnose", DiagnoseAsync);
        routes.MapGet(Socket, SocketAsync);
    }

    private async Task OpenAsync(HttpContext context)
    {
        if (context.Request.Query[TokenField] is [{ } token])
        {
            if (access.TakeToken(token))
            {
                context.Response.Cookies.Append(access.CookieName, access.CookieValue, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
            }
            else if (!access.IsCookie(context.Request.Cookies[access.CookieName]))
            {
                await WritePageAsync(context, StatusCodes.Status403Forbidden, nonce => ReaderRenderer.Problem(
                    "Not this address", "The address has been used before, or is of another run of the reader. Each address lets one browser in; 'workbook serve' prints the next one.", nonce)).ConfigureAwait(false);
                return;
            }
        }

        context.Response.Redirect("/pages/index.html");
    }

    private async Task AssetAsync(HttpContext context, string name)
    {
        if (PageLanguage.All.FirstOrDefault(language => SearchTexts.NameOf(language) == name) is { } searched)
        {
            context.Response.ContentType = s_assetTypes[".js"];
            await context.Response.WriteAsync(renderer.SearchTextsOf(searched), Encoding.UTF8, context.RequestAborted).ConfigureAwait(false);
            return;
        }

        if (!Assets.OfTheReader.Contains(name) || !s_assetTypes.TryGetValue(Path.GetExtension(name), out var type))
        {
            await WriteTextAsync(context, StatusCodes.Status404NotFound, $"The reader has no asset {name}.").ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = type;
        await using var asset = Assets.Open(name);
        await asset.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task PageAsync(HttpContext context, string? page)
    {
        if (page is null or "" || PageLanguage.All.Any(language => page == language.Folder + IndexPage.Name))
        {
            await WritePageAsync(context, StatusCodes.Status200OK, nonce => renderer.Contents(PageLanguage.Of(page ?? ""), nonce)).ConfigureAwait(false);
            return;
        }

        var notebook = new[] { ".ipynb", "" }
            .Select(extension => page.EndsWith(".html", StringComparison.Ordinal) ? folder.Find(page[..^".html".Length] + extension) : null)
            .FirstOrDefault(found => found is not null);
        if (notebook is null)
        {
            await WritePageAsync(context, StatusCodes.Status404NotFound, nonce => ReaderRenderer.Problem("No such notebook", $"The opened folder has no notebook for {page}.", nonce)).ConfigureAwait(false);
            return;
        }

        try
        {
            var open = notebooks.Get(notebook);
            open.CheckFile();
            await WritePageAsync(context, StatusCodes.Status200OK, nonce => renderer.Page(
                notebook, open.Document, PageHead.OfNotebook(notebook.Name, open.Document, open.DocumentVersion, access.Instance, nonce))).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            var problem = e is NotebookFormatException format ? $"{notebook.Name}: {format.Problem}" : e.Message;
            await WritePageAsync(context, StatusCodes.Status422UnprocessableEntity, nonce => ReaderRenderer.Problem("This notebook cannot be read", problem, nonce)).ConfigureAwait(false);
        }
    }

    private async Task FileAsync(HttpContext context, string? path)
    {
        if (folder.FindFile(path ?? "") is not var (file, type))
        {
            await WriteTextAsync(context, StatusCodes.Status404NotFound, $"'{path}' is not a picture or a text of the opened folder; nothing else is served.").ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = type;
        await context.Response.SendFileAsync(file, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task FrameAsync(HttpContext context, string id)
    {
        context.Response.Headers.ContentSecurityPolicy = ResponsePolicy.Frame;
        if (frames.Find(id) is not { } html)
        {
            await WriteTextAsync(context, StatusCodes.Status404NotFound, "No session of this reader has made such an output.").ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(html, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task OutputAsync(HttpContext context, string? notebook, string? cell, int index)
    {
        var whole = notebooks.Find(notebook)?.WholeOutput(cell ?? "", index);
        await WriteTextAsync(context, whole is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK, whole ?? "The notebook has no such output.").ConfigureAwait(false);
    }

    private async Task SocketAsync(HttpContext context, string? notebook, long since)
    {
        if (!context.WebSockets.IsWebSocketRequest || notebooks.Find(notebook) is not { } open)
        {
            await WriteTextAsync(context, StatusCodes.Status400BadRequest, "A socket tells what changes in a notebook that is open.").ConfigureAwait(false);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        await new PageSocket(socket, open, since).RunAsync(notebooks.Closing).ConfigureAwait(false);
    }

    private static async Task<object> CompleteAsync(PageRequest request, LiveNotebook notebook)
    {
        if (notebook.Insight is not { } insight)
        {
            return Done.WithoutSession;
        }

        var found = await insight.CompleteAsync(Text(request), Position(request), notebook.LanguageOf(Cell(request))).ConfigureAwait(false);
        return found with { Items = [.. found.Items.Take(MaxCompletions)] };
    }

    private static async Task<object> InspectAsync(PageRequest request, LiveNotebook notebook) => notebook.Insight is { } insight
        ? await insight.InspectAsync(Text(request), Position(request), notebook.LanguageOf(Cell(request))).ConfigureAwait(false) ?? (object)Done.Value
        : Done.WithoutSession;

    private static async Task<object> DiagnoseAsync(PageRequest request, LiveNotebook notebook) => notebook.Insight is { } insight
        ? new { problems = await insight.DiagnoseAsync(Text(request), notebook.LanguageOf(Cell(request))).ConfigureAwait(false) }
        : Done.WithoutSession;

    private void MapPost(IEndpointRouteBuilder routes, string path, Func<PageRequest, LiveNotebook, Task<object>> answer) => routes.MapPost(path, async context =>
    {
        try
        {
            var request = await JsonSerializer.DeserializeAsync<PageRequest>(context.Request.Body, PageJson.Options, context.RequestAborted).ConfigureAwait(false)
                ?? throw new ArgumentException("The request is null; it must be an object that names a notebook.");
            var notebook = notebooks.Find(request.Notebook) ?? throw new KeyNotFoundException($"The notebook '{request.Notebook}' is not open; open its page first.");
            var answered = await answer(request, notebook).ConfigureAwait(false);
            context.Response.ContentType = "application/json";
            await JsonSerializer.SerializeAsync(context.Response.Body, answered, answered.GetType(), PageJson.Options, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ArgumentException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            await WriteTextAsync(context, e is KeyNotFoundException ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest, e.Message).ConfigureAwait(false);
        }
    });

    private static string Cell(PageRequest request) => request.Cell ?? throw new ArgumentException("The request names no cell.");

    private static string Text(PageRequest request) => request.Text switch
    {
        null => throw new ArgumentException("The request holds no text."),
        { Length: > MaxCellLength } text => throw new ArgumentException($"The text has {text.Length} characters; a cell may have {MaxCellLength}."),
        var text => text,
    };

    private static int Position(PageRequest request) => request.Position ?? throw new ArgumentException("The request names no position.");

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static async Task WritePageAsync(HttpContext context, int status, Func<string, string> page)
    {
        var nonce = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(18));
        var html = page(nonce);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = ResponsePolicy.Page(nonce);
        await context.Response.WriteAsync(html, Encoding.UTF8, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Answers with plain text, which browsers do not take for anything else.</summary>
    public static async Task WriteTextAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(text, Encoding.UTF8, context.RequestAborted).ConfigureAwait(false);
    }

    private sealed record Done(bool IsDone, bool HasSession)
    {
        public static Done Value { get; } = new(true, true);

        public static Done WithoutSession { get; } = new(false, false);
    }
}

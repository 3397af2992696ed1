using System.Text.Json.Nodes;

namespace Notebooks.Tests;

/// <summary>Small notebooks made in a test.</summary>
internal static class Notebook
{
    public static NotebookDocument Of(params string[] codes) => Of(codes.Select(code => (code, Array.Empty<string>())).ToArray());

    public static NotebookDocument Of(params (string Code, string[] Tags)[] cells) => NotebookDocument.Parse(Json(cells).ToJsonString(), "test.ipynb");

    public static JsonObject Json(params (string Code, string[] Tags)[] cells) => new()
    {
        ["cells"] = new JsonArray(cells.Select((cell, i) => (JsonNode?)new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["id"] = $"c{i + 1}",
            ["metadata"] = new JsonObject { ["tags"] = new JsonArray(cell.Tags.Select(tag => (JsonNode?)tag).ToArray()) },
            ["outputs"] = new JsonArray(),
            ["source"] = cell.Code,
        }).ToArray()),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["language"] = "C#", ["name"] = ".net-csharp" } },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    };
}

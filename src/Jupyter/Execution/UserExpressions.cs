using System.Text.Json.Nodes;
using Jupyter.Contents;
using Scripting;

namespace Jupyter.Execution;

/// <summary>The values a front end asks for with a cell; one that fails does not fail the cell.</summary>
internal sealed class UserExpressions(IKernelSession session)
{
    public async Task<JsonObject> EvaluateAsync(IReadOnlyDictionary<string, string>? expressions, CancellationToken cancellationToken)
    {
        var values = new JsonObject();
        foreach (var (name, expression) in expressions ?? new Dictionary<string, string>())
        {
            values[name] = await session.EvaluateAsync(expression, cancellationToken).ConfigureAwait(false) switch
            {
                ResultOutput result => new JsonObject { ["status"] = "ok", ["data"] = result.Data.DeepClone(), ["metadata"] = result.Metadata.DeepClone() },
                ErrorOutput error => ContentJson.Write(new ErrorReply(error.Name, error.Value, error.Traceback)),
                var other => throw new InvalidOperationException($"An expression's value is a result or an error, not a {other.GetType().Name}."),
            };
        }

        return values;
    }
}

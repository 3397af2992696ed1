using System.CommandLine;
using Cli.Running;

namespace Cli.Verbs;

/// <summary><c>workbook test</c>: as run, and compares the outputs with those that the notebooks store.</summary>
internal static class TestVerb
{
    public static Command Create()
    {
        var (parameters, update) = (new ParameterOptions(), new StoreOptions());
        var verb = new BatchVerb(
            "test",
            "Runs notebooks and compares what their cells show with what is stored.\n"
            + "  Exit code: 0 all passed, 1 a cell failed or differed, 2 wrong usage or unreadable input, 3 out of time or the process ended.",
            update, new ComparisonOptionGroup(), parameters, new ErrorOptions(), new LimitOptions(), new PackageOptions(), new KernelOptions(), new ReportOptions()).Command;
        verb.Validators.Add(result =>
        {
            if (update.IsUsed(result) && parameters.IsUsed(result))
            {
                result.AddError("--update stores what the notebook shows as it stands; it cannot be given with parameters (-p, -r, -f).");
            }
        });
        return verb;
    }

    private sealed class StoreOptions : IOptionGroup
    {
        private readonly Option<bool> _update = new("--update") { Description = "Store the new outputs in the notebooks that ran without a failure, and in their translations in folders such as zh/, instead of comparing." };

        public IEnumerable<Option> Options => [_update];

        public bool IsUsed(System.CommandLine.Parsing.CommandResult result) => result.GetValue(_update);

        public BatchSettings Apply(ParseResult parsed, BatchSettings settings) =>
            settings with { StoredOutputs = parsed.GetValue(_update) ? StoredOutputs.Update : StoredOutputs.Compare };
    }
}

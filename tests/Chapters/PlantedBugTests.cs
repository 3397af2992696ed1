using System.Text.Json.Nodes;
using Notebooks;
using Recurrent.Tests;

namespace Chapters;

/// <summary>
/// The chapters are checked: each runs on an engine with a planted bug until one of its assertions fails. Which chapter notices
/// which bug is a table here; a bug that a chapter no longer notices fails its test.
/// </summary>
public sealed class PlantedBugTests : IClassFixture<PlantedBugTests.BrokenEngine>
{
    private readonly BrokenEngine _engine;

    public PlantedBugTests(BrokenEngine engine) => _engine = engine;

    // Bug and the chapter that notices it.
    private static readonly Dictionary<string, string> s_noticed = new()
    {
        ["wrong tanh derivative"] = "03-mathematics",
        ["wrong sigmoid derivative"] = "03-mathematics",
        ["dropped carry of dC"] = "03-mathematics",
        ["C(t) for C(t-1)"] = "03-mathematics",
        ["input gate for forget gate"] = "03-mathematics",
        ["forgotten bias, simple"] = "03-mathematics",
        ["forgotten bias, lstm"] = "03-mathematics",
        ["weight not transposed"] = "03-mathematics",
        ["transpose that copies"] = "03-mathematics",
        ["missing sum over time"] = "03-mathematics",
        ["dropped path through h"] = "03-mathematics",
        ["loss gradient without its 2"] = "03-mathematics",
        ["loss without its mean"] = "03-mathematics",
        ["bias correction of the first step"] = "03-mathematics",
        ["epsilon under the root"] = "03-mathematics",
        ["beta1 for beta2"] = "03-mathematics",
        ["forgotten bias, gru"] = "07-faq",
        ["reset gate of the state"] = "07-faq",
        ["forgotten reset gate"] = "07-faq",
        ["forgotten reset path"] = "07-faq",
        ["wrong sign of the update gate"] = "07-faq",
        ["masked output not repeated"] = "07-faq",
    };

    public static TheoryData<string, string> Few => Pairs("wrong tanh derivative", "C(t) for C(t-1)", "bias correction of the first step", "forgotten reset gate");

    public static TheoryData<string, string> Others => Pairs([.. s_noticed.Keys.Except(Few.Select(row => (string)row[0]))]);

    [Fact]
    public void Table_HasEveryBugOfTheEngine() => Assert.Equal(PlantedBugs.Names.Order(), s_noticed.Keys.Order());

    [Theory]
    [MemberData(nameof(Few))]
    public Task Chapter_NoticesTheBug(string bug, string chapter) => Notices(bug, chapter);

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Others))]
    public Task Chapter_NoticesTheBug_Others(string bug, string chapter) => Notices(bug, chapter);

    // The same cells pass without the bug, or the failure would say nothing.
    private async Task Notices(string bug, string chapter)
    {
        var failed = (await _engine.RunAsync(chapter, bug)).Cells.FirstOrDefault(cell => cell.Failure is not null);
        Assert.True(failed is not null, $"{chapter} passes with '{bug}'.");
        Assert.True(failed.Failure!.Kind.EndsWith("CheckFailedException", StringComparison.Ordinal), $"{chapter} ends with '{bug}' at {failed.Id}, but by no assertion: {failed.Failure}");

        var sound = await _engine.RunAsync(chapter, "", failed.Number);
        Assert.True(sound.Passed, $"{chapter} fails without a bug, too: {sound.Cells.FirstOrDefault(cell => cell.Failure is not null)?.Failure}");
    }

    private static TheoryData<string, string> Pairs(params string[] bugs)
    {
        var data = new TheoryData<string, string>();
        foreach (var bug in bugs)
        {
            data.Add(bug, s_noticed[bug]);
        }

        return data;
    }

    /// <summary>The engine with all bugs, one of which a chapter's first cell switches on.</summary>
    public sealed class BrokenEngine : IDisposable
    {
        private const string Engine = "../src/Recurrent/bin/Release/net10.0/Recurrent.dll";
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

        /// <summary>Compiles it.</summary>
        public BrokenEngine() => File.WriteAllBytes(Dll, PlantedBugs.Compile("Recurrent", "[assembly: System.Reflection.AssemblyVersion(\"1.0.0.0\"), System.Runtime.CompilerServices.InternalsVisibleTo(\"Figures\")]"));

        private string Dll => Path.Combine(_folder.FullName, "Recurrent.dll");

        /// <summary>Runs a chapter on it, up to the first cell that fails.</summary>
        /// <param name="chapter">The notebook's name without its ending.</param>
        /// <param name="bug">The bug that is switched on; "" for none.</param>
        /// <param name="cells">How many of its cells, of every kind.</param>
        public async Task<NotebookRun> RunAsync(string chapter, string bug, int cells = int.MaxValue)
        {
            var notebooks = Path.Combine(Repository.Root, "notebooks");
            var path = Path.Combine(notebooks, $"{chapter}.ipynb");
            var json = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
            while (json["cells"]!.AsArray().Count > cells)
            {
                json["cells"]!.AsArray().RemoveAt(cells);
            }

            var document = NotebookDocument.Parse(json.ToJsonString(), path);
            var setup = document.Cells.First(cell => cell.IsCode);
            Assert.Contains(Engine, setup.Source, StringComparison.Ordinal);
            setup.Source = setup.Source.Replace(Engine, Dll, StringComparison.Ordinal) + $"\nPlanted.Bug = \"{bug}\";";
            await using var session = ChildSession.Start(ChildCommand.Find(), notebooks);
            await session.WaitUntilReadyAsync();
            return await NotebookRunner.RunAsync(document, session, new RunOptions { CellTimeLimit = TimeSpan.FromMinutes(5) });
        }

        /// <inheritdoc/>
        public void Dispose() => _folder.Delete(recursive: true);
    }
}

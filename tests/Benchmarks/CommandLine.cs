using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Benchmarks.Peers.TorchSharp;
using Benchmarks.Workloads;

namespace Benchmarks;

/// <summary>The command line of the benchmark.</summary>
internal sealed class CommandLine
{
    private static readonly string[] s_peers = ["ort", "torch", "torchsharp"];
    private readonly Option<string?> _json = new("--json") { Description = "Write the rows to this file.", HelpName = "FILE" };
    private readonly Option<string> _only = new("--only") { Description = "Measure these alone, such as W2,W4.", HelpName = "NAMES", DefaultValueFactory = _ => "" };
    private readonly Option<string> _threads = new("--threads") { Description = "Numbers of threads.", HelpName = "LIST", DefaultValueFactory = _ => "1,2" };
    private readonly Option<int> _rounds = new("--rounds")
    {
        Description = "Turns that each engine gets for a row.",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<string> _peers = new("--peers")
    {
        Description = "Engines to compare with, of ort, torch and torchsharp; or none.",
        HelpName = "LIST",
        DefaultValueFactory = _ => string.Join(',', s_peers),
    };

    private readonly Option<string?> _torchSharpLibs = new("--torchsharp-libs")
    {
        Description = "Folder with newer C and C++ libraries for TorchSharp, as torchsharp-libs.sh makes it.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _growth = new("--growth")
    {
        Description = "Measure only how times grow with hidden size, steps and batch, into this file (.csv or .json).",
        HelpName = "FILE",
    };

    private readonly Option<bool> _shapes = new("--shapes") { Description = "Other shapes instead of the workloads of the table." };

    public RootCommand Create(Func<BenchmarkOptions, int> run)
    {
        _threads.Validators.Add(result => RequireEach(result, text => text is "1" or "2", "numbers of threads: 1, 2 or 1,2"));
        _peers.Validators.Add(result => RequireEach(result, text => s_peers.Contains(text) || IsAlone(result, text), $"some of {string.Join(", ", s_peers)}, or none"));
        _rounds.Validators.Add(result => RequireEach(result, IsRounds, "a whole number from 1 to 1000"));
        _growth.Validators.Add(result => RequireEach(result, text => Path.GetExtension(text) is ".csv" or ".json", "a file name that ends in .csv or .json"));
        _torchSharpLibs.Validators.Add(result => RequireEach(result, dir => File.Exists(Path.Combine(dir, TorchSharpPeer.Loader)), $"a folder that holds {TorchSharpPeer.Loader}"));
        _growth.Validators.Add(CheckGrowth);
        _only.Validators.Add(CheckNames);
        var root = new RootCommand("Measures the engine beside its peers.") { _json, _only, _threads, _rounds, _peers, _torchSharpLibs, _growth, _shapes };
        root.SetAction(parsed => run(Read(parsed)));
        return root;
    }

    private static bool IsAlone(OptionResult result, string text) => text == "none" && result.Tokens is [{ Value: "none" }];

    private static bool IsRounds(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) && rounds is >= 1 and <= 1000;

    private static void RequireEach(OptionResult result, Predicate<string> holds, string wanted)
    {
        foreach (var token in result.Tokens)
        {
            if (Array.Find(token.Value.Split(','), part => !holds(part)) is { } bad)
            {
                result.AddError($"{result.Option.Name} is {token.Value}; it takes {wanted}, not '{bad}'.");
            }
        }
    }

    private static string[] List(string text) => text is "" or "none" ? [] : [.. text.Split(',').Distinct()];

    private void CheckGrowth(OptionResult growth)
    {
        if (growth.GetValue(_shapes) || growth.GetResult(_json) is not null || growth.GetResult(_only) is { Implicit: false })
        {
            growth.AddError("--growth measures curves alone; --json, --only and --shapes belong to the table.");
        }
    }

    private void CheckNames(OptionResult only)
    {
        string[] known = [.. Measured.Names(only.GetValue(_shapes))];
        RequireEach(only, known.Contains, string.Join(", ", known));
    }

    private BenchmarkOptions Read(ParseResult parsed) => new()
    {
        JsonFile = parsed.GetValue(_json),
        Only = List(parsed.GetRequiredValue(_only)),
        Threads = [.. List(parsed.GetRequiredValue(_threads)).Select(t => int.Parse(t, CultureInfo.InvariantCulture))],
        Rounds = parsed.GetValue(_rounds),
        Peers = List(parsed.GetRequiredValue(_peers)),
        TorchSharpLibs = parsed.GetValue(_torchSharpLibs),
        GrowthFile = parsed.GetValue(_growth),
        Shapes = parsed.GetValue(_shapes),
    };
}

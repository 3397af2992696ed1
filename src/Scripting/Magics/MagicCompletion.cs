using Scripting.Languages;
using Scripting.Packages;

namespace Scripting.Magics;

/// <summary>What could stand at a place in a magic line.</summary>
internal static class MagicCompletion
{
    public static CompletionList Complete(SessionState session, MagicPart magic, string code, int position)
    {
        var start = position;
        var isPackage = magic.Name is "#r" or "#:package";
        while (start > magic.Start && !char.IsWhiteSpace(code[start - 1]) && code[start - 1] != '"' && !(isPackage && code[start - 1] == ':'))
        {
            start--;
        }

        var typed = code[start..position];
        var candidates = Candidates(session, magic, typed, PreviousWord(code[magic.Start..start]));
        if (isPackage)
        {
            candidates = InstalledPackages.Ids.Select(id => new CompletionItem(id, "package"));
            return new CompletionList(start, position, [.. candidates.Where(item => item.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase))]);
        }

        return new CompletionList(start, position, [.. candidates.Where(item => item.Text.StartsWith(typed, StringComparison.Ordinal))]);
    }

    public static Inspection? Inspect(MagicPart magic)
    {
        var help = MagicTable.All.FirstOrDefault(m => m.Name == magic.Name)?.Help().TrimEnd();
        return help is null ? null : new Inspection(help, $"```text\n{help}\n```");
    }

    private static IEnumerable<CompletionItem> Candidates(SessionState session, MagicPart magic, string typed, string previous)
    {
        if (typed.StartsWith('#'))
        {
            return MagicTable.All.Select(m => new CompletionItem(m.Name, "magic", m.Summary)).OrderBy(item => item.Text, StringComparer.Ordinal);
        }

        var sources = session.Languages.All.OfType<IValueLanguage>();
        if (typed.StartsWith('@'))
        {
            return sources.SelectMany(l => l.Values.Select(v => new CompletionItem($"@{l.Name}:{v.Name}", "value")))
                .Concat([new CompletionItem("@input:", "keyword"), new CompletionItem("@password:", "keyword")]);
        }

        if (previous == "--from")
        {
            return sources.Select(l => new CompletionItem(l.Name, "language"));
        }

        var syntax = MagicTable.All.FirstOrDefault(m => m.Name == magic.Name);
        var options = syntax?.Options.Select(o => new CompletionItem(o.Name, "option", o.Summary)) ?? [];
        return syntax?.Argument != "name" ? options
            : options.Concat(sources.SelectMany(l => l.Values).Select(v => v.Name).Distinct().Select(name => new CompletionItem(name, "value")));
    }

    private static string PreviousWord(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
}

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notebooks;

namespace Reader.Live;

/// <summary>A code cell as its dependences are found: its language, its text, and the ids of cells that its metadata say it needs.</summary>
internal sealed record CellText(string Id, string Language, string Source, IReadOnlyList<string> NamedNeeds)
{
    /// <summary>The cells that the metadata of an exercise's cell name.</summary>
    public static IReadOnlyList<string> Named(JsonObject metadata) =>
        [.. ((metadata["exercise"] as JsonObject)?["needs"] as JsonArray ?? []).Where(id => id?.GetValueKind() == JsonValueKind.String).Select(id => id!.GetValue<string>())];
}

/// <summary>
/// Which cells above a cell it needs: those that declare what it uses, those that may have changed that since, and so on for
/// these. Files, the console and what libraries keep to themselves are not seen. A cell whose magics hide what it uses needs
/// all above it, and is needed by all below.
/// </summary>
internal static partial class CellNeeds
{
    private static readonly ConcurrentDictionary<string, CellNames> s_names = new(StringComparer.Ordinal);

    /// <summary>The cells that <paramref name="cells"/>[<paramref name="index"/>] needs, by index, in order.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<CellText> cells, int index)
    {
        var names = cells.Take(index + 1).Select(cell => IsPlain(cell) ? NamesOf(cell.Source) : null).ToArray();
        if (IsHidden(cells[index]))
        {
            return [.. Enumerable.Range(0, index).Where(i => IsRun(cells[i]))];
        }

        // Only variables hold what can be changed: a function or the name of a library's class does not.
        var variables = names.OfType<CellNames>().SelectMany(own => own.Declared.Where(name => !own.TouchedByFunctions.ContainsKey(name))).ToHashSet(StringComparer.Ordinal);
        var touched = names.Select(own => own is null ? [] : Touched(own, names)).ToArray();
        foreach (var ofCell in touched)
        {
            ofCell.IntersectWith(variables);
        }

        var needed = new SortedSet<int>(Enumerable.Range(0, index).Where(i => IsHidden(cells[i]) || names[i] is { BringsOthers: true }));
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        var mentioned = names[index]?.Used ?? [];
        needed.UnionWith(Enumerable.Range(0, index).Where(i => cells[index].NamedNeeds.Contains(cells[i].Id)));
        needed.UnionWith(Enumerable.Range(0, index).Where(i => cells[index].Language == CellLanguage.FSharp && cells[i].Language == CellLanguage.FSharp));
        wanted.UnionWith(mentioned);
        Want(needed, names, wanted);
        while (true)
        {
            var more = Enumerable.Range(0, index)
                .Where(i => !needed.Contains(i) && names[i] is { } above && (above.Declared.Overlaps(wanted) || touched[i].Overlaps(wanted)))
                .ToArray();
            if (more.Length == 0)
            {
                return [.. needed.Where(i => IsRun(cells[i]))];
            }

            needed.UnionWith(more);
            Want(more, names, wanted);
        }
    }

    private static void Want(IEnumerable<int> cells, CellNames?[] names, HashSet<string> wanted)
    {
        foreach (var own in cells.Select(i => names[i]).OfType<CellNames>())
        {
            wanted.UnionWith(own.Used);
            wanted.UnionWith(own.Declared);
        }
    }

    // What the cell changes itself, and what the functions of other cells change that it calls, and that these call.
    private static HashSet<string> Touched(CellNames own, CellNames?[] names)
    {
        var touched = new HashSet<string>(own.Touched, StringComparer.Ordinal);
        var called = new Queue<string>(own.Used);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (called.TryDequeue(out var name))
        {
            foreach (var declaring in names.OfType<CellNames>().Where(cell => cell.TouchedByFunctions.ContainsKey(name) && seen.Add(name)))
            {
                touched.UnionWith(declaring.TouchedByFunctions[name]);
                foreach (var next in declaring.Used)
                {
                    called.Enqueue(next);
                }
            }
        }

        return touched;
    }

    private static CellNames NamesOf(string source)
    {
        if (s_names.Count > 4096)
        {
            s_names.Clear();
        }

        return s_names.GetOrAdd(source, CellNames.Of);
    }

    private static bool IsPlain(CellText cell) => cell.Language == CellLanguage.CSharp && !IsHidden(cell);

    private static bool IsRun(CellText cell) => CellLanguage.OfSessions.Contains(cell.Language);

    private static bool IsHidden(CellText cell) => Magic().IsMatch(cell.Source);

    [GeneratedRegex("""^[ \t]*(#![A-Za-z]|#r\s*"\s*(nuget|project)\s*:|#i\s*"|#:(package|project)\b)""", RegexOptions.Multiline)]
    private static partial Regex Magic();
}

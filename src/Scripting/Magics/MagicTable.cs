using Scripting.Magics.Commands;

namespace Scripting.Magics;

/// <summary>Every magic there is, by name.</summary>
internal static class MagicTable
{
    private static readonly IMagic[] s_magics =
    [
        .. ChooseLanguage.All,
        new Time(), new Mem(), new Who(), new Whos(), new About(), new LsMagic(), new Reset(), new Reload(), new Import(),
        new Share(), new Set(), new Value(),
    ];

    private static readonly Dictionary<string, IMagic> s_byName = s_magics.ToDictionary(m => m.Syntax.Name, StringComparer.Ordinal);

    /// <summary>What each magic is called and takes.</summary>
    public static IEnumerable<MagicSyntax> All => s_magics.Select(m => m.Syntax);

    /// <summary>The magic that a line calls.</summary>
    /// <exception cref="MagicException">There is no magic of that name.</exception>
    public static IMagic Find(MagicPart part) => s_byName.TryGetValue(part.Name, out var magic)
        ? magic
        : ForeignKernels.Explain(part.Name) is { } explanation ? throw new MagicException($"line {part.Line}: {explanation}")
        : throw new MagicException($"line {part.Line}: there is no magic {part.Name}; the nearest is {Nearest(part.Name)}. #!lsmagic lists them all.");

    private static string Nearest(string name) => s_byName.Keys.MinBy(known => Distance(name, known))!;

    // The number of letters to insert, delete or replace: Levenshtein (1966).
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}

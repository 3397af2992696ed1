using System.Text.Json;
using System.Text.Json.Serialization;
using Recurrent;

namespace Figures;

/// <summary>
/// The summary rows of the chapters, kept in <c>artifacts/results</c>, a file a chapter, so that what several chapters show is computed once.
/// A stored row counts if it was computed with the same profile by the same build of engine and experiments; any other is as
/// good as missing, and a missing row is computed where it is asked for. So every chapter also runs alone.
/// </summary>
public static class Results
{
    /// <summary>The profile of rows that do not depend on how much is run.</summary>
    public const string EveryProfile = "every";

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // The same sources give the same ids, since the build is deterministic.
    private static readonly string s_build = $"{typeof(Sequential).Module.ModuleVersionId:N}-{typeof(Results).Module.ModuleVersionId:N}";

    /// <summary>Asserts each row, as <see cref="Check"/> does, and stores them in place of what the chapter stored before.</summary>
    /// <param name="chapter">The notebook's name without its ending, such as <c>02-concepts</c>.</param>
    /// <param name="profile"><c>quick</c>, <c>full</c>, or <see cref="EveryProfile"/> for rows that are the same in both.</param>
    /// <param name="rows">The rows, each with a key of its own.</param>
    /// <param name="directory">Where to begin the search for the repository; without it the current directory.</param>
    /// <exception cref="CheckFailedException">A row's relation does not hold; nothing is stored then.</exception>
    /// <exception cref="ArgumentException">The chapter is no name of a file, the profile is unknown, there is no row, or two have one key.</exception>
    /// <exception cref="DirectoryNotFoundException">The directory is not inside of the repository.</exception>
    public static void Write(string chapter, string profile, Result[] rows, string? directory = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(chapter);
        if (chapter != Path.GetFileName(chapter) || chapter.EndsWith(".ipynb", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{chapter}' is no name of a chapter; give the notebook's name without folder and ending, such as 02-concepts.", nameof(chapter));
        }

        CheckProfile(profile, EveryProfile);
        Require.Some(rows, nameof(rows));
        if (rows.GroupBy(row => row.Key).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{twice.Count()} rows have the key '{twice.Key}'.", nameof(rows));
        }

        foreach (var row in rows)
        {
            Assert(row);
        }

        var path = Path.Combine(Directory.CreateDirectory(Folder(directory)).FullName, $"{chapter}.json");
        var unfinished = $"{path}.{Environment.ProcessId}.unfinished";
        try
        {
            File.WriteAllText(unfinished, JsonSerializer.Serialize(new Stored(profile, s_build, rows), s_json));
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }

        Console.WriteLine($"✓ {rows.Length} {(rows.Length == 1 ? "row" : "rows")} kept for chapter 7");
    }

    /// <summary>The stored row, or the recomputed one where no row of this key, profile and build is stored. Its relation is asserted either way.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="profile"><c>quick</c> or <c>full</c>.</param>
    /// <param name="recompute">Makes the row if it is missing.</param>
    /// <param name="directory">Where to begin the search for the repository; without it the current directory.</param>
    /// <exception cref="CheckFailedException">The row's relation does not hold.</exception>
    /// <exception cref="ArgumentException">The key is empty, the profile is unknown, or the recomputed row has another key.</exception>
    /// <exception cref="InvalidDataException">A file of results cannot be read, or two chapters stored this key.</exception>
    /// <exception cref="DirectoryNotFoundException">The directory is not inside of the repository.</exception>
    public static Result Get(string key, string profile, Func<Result> recompute, string? directory = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentNullException.ThrowIfNull(recompute);
        var row = Find(key, profile, directory) ?? recompute();
        if (row.Key != key)
        {
            throw new ArgumentException($"The row for '{key}' was recomputed with the key '{row.Key}'.", nameof(recompute));
        }

        Assert(row);
        return row;
    }

    /// <summary>The stored row, or null where none of this key, profile and build is stored.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="profile"><c>quick</c> or <c>full</c>.</param>
    /// <param name="directory">Where to begin the search for the repository; without it the current directory.</param>
    /// <exception cref="ArgumentException">The profile is unknown.</exception>
    /// <exception cref="InvalidDataException">A file of results cannot be read, or two chapters stored this key.</exception>
    /// <exception cref="DirectoryNotFoundException">The directory is not inside of the repository.</exception>
    public static Result? Find(string key, string profile, string? directory = null)
    {
        CheckProfile(profile);
        var folder = Folder(directory);
        string[] files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];
        var found = files.Select(path => (Path: path, Content: Read(path)))
            .Where(file => file.Content.Build == s_build && (file.Content.Profile == profile || file.Content.Profile == EveryProfile))
            .SelectMany(file => file.Content.Rows.Where(row => row.Key == key).Select(row => (file.Path, Row: row))).ToArray();
        return found.Length <= 1
            ? found.FirstOrDefault().Row
            : throw new InvalidDataException($"The row '{key}' is stored by {string.Join(" and ", found.Select(file => Path.GetFileName(file.Path)))}; a key belongs to one chapter.");
    }

    private static Stored Read(string path)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(File.ReadAllText(path), s_json);
            return stored is { Profile: not null, Build: not null, Rows: not null }
                ? stored
                : throw new InvalidDataException($"{path} is no file of results: it needs Profile, Build and Rows. Delete it; running the chapter writes it again.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path} cannot be read: {broken.Message} Delete it; running the chapter writes it again.", broken);
        }
    }

    private static void Assert(Result row)
    {
        if (!row.Holds)
        {
            throw new CheckFailedException(FormattableString.Invariant($"{row}: this does not hold, the value is {row.Value:R}."));
        }
    }

    private static void CheckProfile(string profile, params string[] also)
    {
        string[] known = ["quick", "full", .. also];
        if (!known.Contains(profile))
        {
            throw new ArgumentException($"The profile is '{profile}'; it has to be one of {string.Join(", ", known)}.", nameof(profile));
        }
    }

    private static string Folder(string? directory)
    {
        var from = Path.GetFullPath(directory ?? Directory.GetCurrentDirectory());
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Workbook.sln")))
            {
                return Path.Combine(folder.FullName, "artifacts", "results");
            }
        }

        throw new DirectoryNotFoundException($"Results are kept in artifacts/results beside Workbook.sln, which is in no folder above {from}.");
    }

    private sealed record Stored(string Profile, string Build, Result[] Rows);
}

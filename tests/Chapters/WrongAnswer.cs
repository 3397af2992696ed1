namespace Chapters;

/// <summary>An answer to an exercise that must be refused: why it is wrong, what the report has to contain, and the code.</summary>
internal sealed record WrongAnswer(string Why, string Says, string Code)
{
    private const string WhyMark = "// wrong: ";
    private const string SaysMark = "// says: ";

    /// <summary>Where the wrong answers are kept: a folder a chapter, a file an exercise.</summary>
    public static string Folder => Path.Combine(Repository.Root, "tests", "Chapters", "WrongAnswers");

    /// <summary>The answers of a file, each under its two marks.</summary>
    public static IReadOnlyList<WrongAnswer> Read(string path)
    {
        var answers = new List<WrongAnswer>();
        foreach (var part in ("\n" + File.ReadAllText(path)).Split("\n" + WhyMark).Skip(1))
        {
            var lines = part.Split('\n');
            if (lines.Length < 3 || !lines[1].StartsWith(SaysMark, StringComparison.Ordinal))
            {
                throw new InvalidDataException($"{path}: below '{WhyMark}{lines[0]}' a line '{SaysMark}...' and code are needed.");
            }

            answers.Add(new WrongAnswer(lines[0], lines[1][SaysMark.Length..].Trim(), string.Join('\n', lines.Skip(2))));
        }

        return answers;
    }
}

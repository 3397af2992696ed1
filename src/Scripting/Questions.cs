using Scripting.Languages;
using Scripting.Magics;

namespace Scripting;

/// <summary>Questions about a cell that is being written: each goes to the language of the part it is about.</summary>
internal static class Questions
{
    public static Task<CompletionList> CompleteAsync(SessionState session, string code, int position, string language, CancellationToken cancellationToken)
    {
        CheckPosition(code, position);
        return Task.Run(() => PartAt(code, position, language) switch
        {
            MagicPart magic => Task.FromResult(MagicCompletion.Complete(session, magic, code, position)),
            CodePart part => session.Languages.Get(part.Language).CompleteAsync(part.Text, position, cancellationToken),
            _ => session.Languages.Get(language).CompleteAsync(code, position, cancellationToken),
        }, cancellationToken);
    }

    public static Task<Inspection?> InspectAsync(SessionState session, string code, int position, int detail, string language, CancellationToken cancellationToken)
    {
        CheckPosition(code, position);
        return Task.Run(() => PartAt(code, position, language) switch
        {
            MagicPart magic => Task.FromResult(MagicCompletion.Inspect(magic)),
            CodePart part => session.Languages.Get(part.Language).InspectAsync(part.Text, position, detail, cancellationToken),
            _ => Task.FromResult<Inspection?>(null),
        }, cancellationToken);
    }

    public static Task<IReadOnlyList<CodeProblem>> DiagnoseAsync(SessionState session, string code, string language, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Task.Run(async () =>
        {
            var parts = CellSplitter.Split(code, language);
            var isWhole = parts.Count(part => part is CodePart) == 1 && parts.All(part => part is CodePart || (part is MagicPart magic && CellSplitter.IsChooser(magic.Name)));
            var problems = new List<CodeProblem>();
            foreach (var part in parts.OfType<CodePart>())
            {
                if (session.Languages.Find(part.Language) is IDiagnosingLanguage diagnosing)
                {
                    problems.AddRange(await diagnosing.DiagnoseAsync(part.Text, isWhole, cancellationToken).ConfigureAwait(false));
                }
            }

            return (IReadOnlyList<CodeProblem>)problems;
        }, cancellationToken);
    }

    public static CompletenessAnswer IsComplete(SessionState session, string code, string language)
    {
        ArgumentNullException.ThrowIfNull(code);
        return CellSplitter.Split(code, language) is [.., CodePart last]
            ? session.Languages.Get(last.Language).IsComplete(last.Text)
            : new CompletenessAnswer(CodeCompleteness.Complete);
    }

    // Between two parts, the one that is being ended counts.
    private static CellPart? PartAt(string code, int position, string language)
    {
        var line = code.LastIndexOf('\n', Math.Max(position - 1, 0)) + 1;
        if (code.AsSpan(line..Math.Max(position, line)).TrimStart() is "#!")
        {
            return new MagicPart(language, line, position, 1, "#!", "");
        }

        return CellSplitter.Split(code, language).LastOrDefault(part => part.Start <= position && position <= part.End);
    }

    private static void CheckPosition(string code, int position)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (position < 0 || position > code.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(position), position, $"The cell has {code.Length} characters; a position in it lies between 0 and that.");
        }
    }
}

namespace Figures;

/// <summary>
/// The check of a chapter's exercise: properties that the reader's answer must have, each shown with what came out, and never the
/// solution. As the last value of a cell it shows its report; it does not throw, so that a page with open exercises runs through.
/// </summary>
/// <remarks>
/// <para>For authors. An exercise is a row of cells that say what they are in their metadata, as in
/// <c>"exercise": { "name": "half-life", "role": "stub" }</c>. The roles, in this order: <c>stub</c>, a code cell whose function
/// throws <see cref="NotImplementedException"/>, and which lists under <c>"needs"</c> the ids of the code cells that the exercise
/// calls upon; <c>check</c>, a code cell that ends in an <see cref="Exercise"/>; one or more <c>hint</c>, Markdown, each in a
/// <c>&lt;details&gt;</c> of its own; <c>solution</c>, Markdown, a <c>&lt;details&gt;</c> that holds one C# block to run in place of the stub.</para>
/// <para>Wrong answers that readers give stand in <c>tests/Chapters/WrongAnswers/chapter/name.csx</c>, each under a line <c>// wrong: why</c> and a
/// line <c>// says: what the report must contain</c>. The tests find all of this by the metadata: the stub must report "not done
/// yet", the solution must pass, and every wrong answer must be refused in the words promised.</para>
/// <para>Word a property so that its failure helps: "half is left after 20 steps", not "the answer is right". Put the property that
/// a common mistake breaks first, and keep the solution's own numbers out of it.</para>
/// </remarks>
[TypeFormatterSource(typeof(OneLine), PreferredMimeTypes = [OneLine.MimeType])]
public sealed class Exercise
{
    private readonly string _name;
    private readonly List<(bool Holds, string Line)> _findings = [];
    private bool _isOpen;

    private Exercise(string name) => _name = name;

    /// <summary>Whether there is an answer and it has every property.</summary>
    public bool IsSolved => !_isOpen && _findings.Count > 0 && _findings.TrueForAll(finding => finding.Holds);

    /// <summary>Begins the check of an exercise.</summary>
    /// <param name="name">How the page calls the exercise.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static Exercise Check(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Exercise(name);
    }

    /// <summary>
    /// Asks for one property. An answer that throws <see cref="NotImplementedException"/> is not done yet, and nothing more is asked; one that
    /// throws anything else lacks the property.
    /// </summary>
    /// <param name="property">The property in words, as true of a right answer.</param>
    /// <param name="answer">Takes the reader's answer; what it gives is shown if the property does not hold.</param>
    /// <param name="holds">Whether what it gave has the property; written so that NaN has not.</param>
    /// <exception cref="ArgumentException">The property is empty.</exception>
    public Exercise That<T>(string property, Func<T> answer, Func<T, bool> holds)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(property);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(holds);
        if (!_isOpen)
        {
            Ask(property, answer, holds);
        }

        return this;
    }

    /// <summary>The report: a line that says how far the answer is, then a line a property.</summary>
    public override string ToString() => _isOpen
        ? $"{_name}: not done yet\nWrite your answer in place of the exception, run that cell, then this one again."
        : string.Join('\n', _findings.Select(finding => finding.Line).Prepend(IsSolved ? $"{_name}: solved" : $"{_name}: not right yet"));

#pragma warning disable CA1031 // Whatever a reader's answer throws belongs in the report, not in the page.
    private void Ask<T>(string property, Func<T> answer, Func<T, bool> holds)
    {
        try
        {
            var given = answer();
            var isTrue = holds(given);
            _findings.Add((isTrue, isTrue ? $"✓ {property}" : $"✗ {property}; what came out: {AnswerText.Of(given)}"));
        }
        catch (NotImplementedException)
        {
            _isOpen = true;
        }
        catch (Exception thrown)
        {
            _findings.Add((false, $"✗ {property}; your code threw {thrown.GetType().Name}: {thrown.Message}"));
        }
    }
#pragma warning restore CA1031
}

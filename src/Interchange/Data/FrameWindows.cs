using System.Globalization;
using Microsoft.Data.Analysis;
using Recurrent;

namespace Interchange;

/// <summary>
/// How a data frame, a row for each time, is cut into samples: each window shows Steps rows of the input columns; the target is a row of the
/// target columns, Horizon rows after the window's last.
/// </summary>
public sealed record FrameWindows
{
    /// <summary>Describes windows.</summary>
    /// <param name="inputs">Names of the columns that a window shows, at least one, of numbers.</param>
    /// <param name="targets">Names of the columns to predict, at least one, of numbers.</param>
    /// <param name="steps">Rows in a window, at least 1.</param>
    /// <param name="horizon">Rows from the window's last to the target, at least 1.</param>
    /// <exception cref="ArgumentException">No columns are named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">steps or horizon is below 1.</exception>
    public FrameWindows(IEnumerable<string> inputs, IEnumerable<string> targets, int steps, int horizon = 1)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        (Inputs, Targets, Steps, Horizon) = ([.. inputs], [.. targets], steps, horizon);
        if (Inputs.Count == 0 || Targets.Count == 0)
        {
            throw new ArgumentException("At least one input and one target column are needed.", Inputs.Count == 0 ? nameof(inputs) : nameof(targets));
        }
    }

    /// <summary>Columns that a window shows.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>Columns to predict.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Rows in a window.</summary>
    public int Steps { get; }

    /// <summary>Rows from the window's last to the target.</summary>
    public int Horizon { get; }

    /// <summary>The windows whose target lies in the frame, and the targets.</summary>
    /// <param name="frame">A row for each time, in order.</param>
    /// <returns>X [rows - Steps - Horizon + 1, Steps, inputs] and Y [the same, targets].</returns>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, a cell is empty, or the frame is too short; the message names column and row.</exception>
    public TaskData Cut(DataFrame frame)
    {
        int samples = Samples(frame, Steps + Horizon);
        double[][] targets = [.. Targets.Select(name => Column(frame, name))];
        var y = new Tensor<float>(samples, targets.Length);
        for (int n = 0; n < samples; n++)
        {
            for (int k = 0; k < targets.Length; k++)
            {
                y[n, k] = (float)targets[k][n + Steps - 1 + Horizon];
            }
        }

        return new TaskData(Shown(frame, samples), y);
    }

    /// <summary>All windows, those too whose target lies behind the frame's end.</summary>
    /// <param name="frame">A row for each time, in order.</param>
    /// <returns>[rows - Steps + 1, Steps, inputs].</returns>
    /// <exception cref="ArgumentException">As for Cut.</exception>
    public Tensor<float> CutInputs(DataFrame frame) => Shown(frame, Samples(frame, Steps));

    private Tensor<float> Shown(DataFrame frame, int samples)
    {
        double[][] inputs = [.. Inputs.Select(name => Column(frame, name))];
        var x = new Tensor<float>(samples, Steps, inputs.Length);
        for (int n = 0; n < samples; n++)
        {
            for (int t = 0; t < Steps; t++)
            {
                for (int k = 0; k < inputs.Length; k++)
                {
                    x[n, t, k] = (float)inputs[k][n + t];
                }
            }
        }

        return x;
    }

    private int Samples(DataFrame frame, int needed)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return frame.Rows.Count >= needed
            ? checked((int)frame.Rows.Count) - needed + 1
            : throw new ArgumentException($"The frame has {frame.Rows.Count} rows; windows of {Steps} steps with a horizon of {Horizon} need at least {needed}.", nameof(frame));
    }

    private static double[] Column(DataFrame frame, string name)
    {
        int index = frame.Columns.IndexOf(name);
        if (index < 0)
        {
            throw new ArgumentException($"The frame has no column \"{name}\"; it has {string.Join(", ", frame.Columns.Select(c => c.Name))}.", nameof(frame));
        }

        var column = frame.Columns[index];
        if (!column.IsNumericColumn())
        {
            throw new ArgumentException($"The column \"{name}\" is of {column.DataType.Name}; it needs numbers.", nameof(frame));
        }

        var values = new double[column.Length];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = column[row] is { } value && Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && double.IsFinite(number)
                ? number
                : throw new ArgumentException($"The column \"{name}\" has {(column[row] is null ? "no number" : column[row])} in row {row}; every number must be there and finite.", nameof(frame));
        }

        return values;
    }
}

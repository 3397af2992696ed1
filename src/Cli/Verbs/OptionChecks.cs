using System.CommandLine;
using System.Globalization;

namespace Cli.Verbs;

/// <summary>Makes options of numbers whose wrong values are named with what would be right.</summary>
internal static class OptionChecks
{
    public static Option<double> Number(string name, string description, string helpName, double value, double least, double most, string wanted)
    {
        var option = new Option<double>(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => value };
        Check(option, text => double.Parse(text, CultureInfo.InvariantCulture) is var number && number >= least && number <= most, wanted);
        return option;
    }

    public static Option<double?> OptionalNumber(string name, string description, string helpName, double least, double most, string wanted)
    {
        var option = new Option<double?>(name) { Description = description, HelpName = helpName };
        Check(option, text => double.Parse(text, CultureInfo.InvariantCulture) is var number && number >= least && number <= most, wanted);
        return option;
    }

    /// <summary>Refuses values of an option for which <paramref name="holds"/> is false or fails as parsing does.</summary>
    public static void Check(Option option, Predicate<string> holds, string wanted) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(token => !Holds(token.Value, holds)))
        {
            result.AddError($"{option.Name} is {token.Value}; it must be {wanted}.");
        }
    });

    private static bool Holds(string text, Predicate<string> holds)
    {
        try
        {
            return holds(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }
}

using Microsoft.DotNet.Interactive.Formatting;

namespace Figures.Tests;

public class TypeFormatterSourceTests
{
    public static TheoryData<object, string> Values
    {
        get
        {
            var series = Series.Load("air");
            return new TheoryData<object, string>
            {
                { series, "air passengers monthly: 144 rows of passengers thousands from 1949-01" },
                { Windows.Of(series, 12), "103 windows of 12 values for training and 29 for testing, from air passengers monthly" },
                { new Scaling(2, 0.5), "(v - 2) / 0.5" },
                { new Autoregression(1.5, [0.9, -0.25, 0.125, 0.5]), "AR(4): 1.5 + 0.9 v(t-1) + -0.25 v(t-2) + 0.125 v(t-3) + ..." },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void Value_IsShownAsOneLine(object value, string line)
    {
        Assert.Equal(["text/plain"], Formatter.GetPreferredMimeTypesFor(value.GetType()));
        Assert.Equal(line, value.ToDisplayString("text/plain"));
    }
}

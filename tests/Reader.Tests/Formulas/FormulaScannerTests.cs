using Reader.Formulas;

namespace Reader.Tests.Formulas;

public sealed class FormulaScannerTests
{
    private static string[] Written(string markdown) => [.. FormulaScanner.Scan(markdown).Formulas.Select(formula => (formula.IsDisplay ? "D:" : "I:") + formula.Tex)];

    [Theory]
    [InlineData("a $x_t$ b", "I:x_t")]
    [InlineData("$a*b*c$ and $d_e_f$", "I:a*b*c|I:d_e_f")]
    [InlineData("costs $5 and $6", "")]
    [InlineData("costs \\$5 and $x$", "I:x")]
    [InlineData("$ x $", "")]
    [InlineData("$20,000 and USD$30", "")]
    [InlineData("a $x\n+ y$ b", "I:x\n+ y")]
    [InlineData("a $x\n\ny$ b", "")]
    [InlineData("$$x\\\\\n\n* y$$", "D:x\\\\\n\n* y")]
    [InlineData("$\\text{costs \\$5}$", "I:\\text{costs \\$5}")]
    [InlineData("`$x$` and ``a ` $y$`` and $z$", "I:z")]
    [InlineData("``` \n$x$\n```\n$y$", "I:y")]
    [InlineData("~~~tex\n$x$\n```\n$z$\n~~~\n$y$", "I:y")]
    [InlineData("- a\n  ```\n  $x$\n  ```\n- $y$", "I:y")]
    [InlineData("```\n$x$", "")]
    [InlineData("\\begin{align}a &= b \\\\ c &= d\\end{align} $y$", "D:\\begin{align}a &= b \\\\ c &= d\\end{align}|I:y")]
    [InlineData("\\begin{array}{c}\\begin{array}{c}1\\end{array}\\end{array}", "D:\\begin{array}{c}\\begin{array}{c}1\\end{array}\\end{array}")]
    [InlineData("\\begin{align} without end", "")]
    [InlineData("$$\\begin{aligned}a\\end{aligned}$$", "D:\\begin{aligned}a\\end{aligned}")]
    [InlineData("unclosed $x and `code", "")]
    public void Scan_FindsFormulasWhereJupyterDoes(string markdown, string formulas) =>
        Assert.Equal(formulas.Length == 0 ? [] : formulas.Split('|'), Written(markdown));

    [Fact]
    public void Scan_CountsLines() => Assert.Equal([1, 3, 7], FormulaScanner.Scan("$a$\n\n$$\nb\n$$\n\n$c$").Formulas.Select(formula => formula.Line));
}

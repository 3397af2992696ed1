using System.Xml.Linq;
using Reader.Formulas;

namespace Reader.Tests.Formulas;

public sealed class FormulaRendererTests
{
    private static readonly FormulaRenderer s_renderer = new();

    [Theory]
    [InlineData(@"h_t = \tanh(W_x x_t + W_h h_{t-1} + b) \tag{3.2}")]
    [InlineData(@"\begin{aligned} c_t &= f_t \odot c_{t-1} \\ h_t &= o_t \odot \tanh c_t \end{aligned}")]
    [InlineData(@"\frac{\partial L}{\partial h_t} = \sum_{k=t}^{T} \prod_{j=t+1}^{k} \operatorname{diag}(1 - h_j^2)\, W_h^\top")]
    [InlineData(@"\left\lVert \frac{\partial h_T}{\partial h_t} \right\rVert \le \gamma^{T-t}, \quad x \in \mathbb{R}^{D}, \mathcal{L}, \hat{y}, \tilde{c}_t")]
    [InlineData(@"f(x) = \begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}")]
    public void Render_GivesMathMLWithTheTeXBesideIt(string tex)
    {
        var math = XElement.Parse(s_renderer.Render(tex, display: true));

        Assert.Equal("math", math.Name.LocalName);
        Assert.Equal(tex, math.Descendants().Single(element => element.Name.LocalName == "annotation").Value);
        Assert.DoesNotContain(math.Descendants(), element => element.Name.LocalName == "merror");
    }

    [Theory]
    [InlineData(@"\unknowncommand x", "unknowncommand")]
    [InlineData(@"\frac{1}{", "end of input")]
    [InlineData(@"\begin{align} x", "align")]
    public void Render_OfWrongTeX_SaysWhat(string tex, string said) =>
        Assert.Contains(said, Assert.Throws<FormulaException>(() => s_renderer.Render(tex, display: false)).Message);

    [Fact]
    public void Render_GoesOnAfterAnError()
    {
        Assert.Throws<FormulaException>(() => s_renderer.Render(@"\no", display: false));
        Assert.StartsWith("<math", s_renderer.Render("x", display: false));
    }
}

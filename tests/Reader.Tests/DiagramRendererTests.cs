using Reader.Diagrams;

namespace Reader.Tests;

public sealed class DiagramRendererTests
{
    [Fact]
    public void Flowchart_IsDrawn_WithoutStylesAndWithoutAnotherHost()
    {
        var svg = DiagramRenderer.Svg("graph LR\n  A[\"C0, h0\"] -->|\"x < 1\"| B[\"LSTM\"]", "Diagram \"1\"")!;

        Assert.StartsWith("<svg role=\"img\" aria-label=\"Diagram &quot;1&quot;\"", svg);
        Assert.Contains(">C0, h0</text>", svg);
        Assert.Contains(">LSTM</text>", svg);
        Assert.Contains("url(#diagram.arrowhead)", svg);
        Assert.DoesNotContain("<style", svg);
        Assert.DoesNotContain("http", svg.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal));
    }

    [Fact]
    public void HostileWords_AreWords()
    {
        var svg = DiagramRenderer.Svg("graph LR\n  A[\"<script>alert(1)</script><img src=x onerror=alert(2)>\"] --> B\n  style A fill:url(https://e.org/x)\n  click A href \"javascript:alert(3)\"", "d");

        Assert.DoesNotContain("<script", svg ?? "");
        Assert.DoesNotContain("<img", svg ?? "");
        Assert.DoesNotContain("javascript:", svg ?? "");
        Assert.DoesNotContain("e.org", svg ?? "");
    }

    [Fact]
    public void WhatIsNoDiagram_IsNotDrawn() => Assert.Null(DiagramRenderer.Svg("no diagram at all", "d"));
}

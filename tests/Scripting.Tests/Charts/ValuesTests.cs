using System.Text.Json.Nodes;
using Scripting.Charts;

namespace Scripting.Tests.Charts;

public class ValuesTests
{
    private static readonly double[] OneTwoThree = [1, 2, 3];

    [Theory]
    [InlineData("f8")]
    [InlineData("f4")]
    [InlineData("i4")]
    [InlineData("u4")]
    [InlineData("i2")]
    [InlineData("u2")]
    [InlineData("i1")]
    [InlineData("u1")]
    [InlineData("float64")]
    [InlineData("<f4")]
    public void Read_TakesTypedArrays(string dtype)
    {
        var bytes = OneTwoThree.SelectMany(value => dtype.TrimStart('<') switch
        {
            "f8" or "float64" => BitConverter.GetBytes(value),
            "f4" => BitConverter.GetBytes((float)value),
            "i4" or "u4" => BitConverter.GetBytes((int)value),
            "i2" or "u2" => BitConverter.GetBytes((short)value),
            _ => [(byte)value],
        }).ToArray();
        var node = new JsonObject { ["bdata"] = Convert.ToBase64String(bytes), ["dtype"] = dtype };

        Assert.Equal(OneTwoThree, Values.Read(node)!.Numbers);
    }

    [Fact]
    public void Read_NamesATypeThatItDoesNotKnow()
    {
        var node = new JsonObject { ["bdata"] = "AAAA", ["dtype"] = "c16" };

        Assert.Contains("'c16'", Assert.Throws<ArgumentException>(() => Values.Read(node)).Message);
    }

    [Fact]
    public void ReadRows_TakesATypedMatrix()
    {
        var node = new JsonObject { ["bdata"] = Convert.ToBase64String([1, 2, 3, 4, 5, 6]), ["dtype"] = "u1", ["shape"] = "2, 3" };

        Assert.Equal([[1, 2, 3], [4, 5, 6]], Values.ReadRows(node)!);
    }

    [Fact]
    public void Read_TurnsGapsIntoNaN()
    {
        var numbers = Values.Read(JsonNode.Parse("""[1,null,"NaN","Infinity",2]"""))!.Numbers!;

        Assert.Equal([1, double.NaN, double.NaN, double.NaN, 2], numbers);
    }

    [Fact]
    public void Read_KeepsTexts() =>
        Assert.Equal(new List<string?> { "a", "1", null }, Values.Read(JsonNode.Parse("""["a",1,null]"""))!.Texts!);
}

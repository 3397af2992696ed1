using System.Buffers.Binary;
using System.Text;
using Recurrent;

namespace Interchange.Tests;

public sealed class SafetensorsFileTests : TempFolder
{
    private string File1 => Place("a.safetensors");

    [Fact]
    public void Read_GivesBackWhatWasWritten()
    {
        var a = Samples.Normal(1, 2, 3);
        var b = Samples.Normal(2, 5).Cast<double>();
        SafetensorsFile.Write(File1, [KeyValuePair.Create("a", a), KeyValuePair.Create("empty", new Tensor<float>(0, 4))], new Dictionary<string, string> { ["made by"] = "a test" });
        var file = SafetensorsFile.Open(File1);
        Assert.Equal(["a", "empty"], file.Entries.Select(e => e.Name).Order());
        Assert.Equal("a test", file.Metadata["made by"]);
        Assert.Equal(a.ToArray(), file.Read<float>("a").ToArray());
        Assert.Equal([0, 4], file.Read<float>("empty").Shape);
        SafetensorsFile.Write(File1, [KeyValuePair.Create("b", b)]);
        Assert.Equal("F64", SafetensorsFile.Open(File1).Entries[0].DataType);
        Assert.Equal(b.ToArray(), SafetensorsFile.Open(File1).Read<double>("b").ToArray());
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public void Read_TakesHalfPrecision()
    {
        // 1.5 and -2 as F16, then as BF16
        Raw("""{"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"BF16","shape":[2],"data_offsets":[4,8]}}""", [0x00, 0x3E, 0x00, 0xC0, 0xC0, 0x3F, 0x00, 0xC0]);
        var file = SafetensorsFile.Open(File1);
        Assert.Equal([1.5f, -2f], file.Read<float>("h").ToArray());
        Assert.Equal([1.5, -2], file.Read<double>("b").ToArray());
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "has 4 bytes; its shape [2] of F32 needs another number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2,-1],"data_offsets":[0,8]}}""", "its shape [-2, -1]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", "its shape [4611686018427387904, 4]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4,0],"data_offsets":[0,0]}}""", "its shape [4611686018427387904, 4, 0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2000000000],"data_offsets":[0,8000000000]}}""", "has 8 bytes of numbers; its header needs 8000000000")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", "\"b\" overlaps the one before it")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "\"a\" leaves a gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "has 8 bytes of numbers; its header needs 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}""", "the place [8, 4]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", "the place [-4, 0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", "the place [0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1e99],"data_offsets":[0,8]}}""", "cannot be read")]
    [InlineData("""{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}""", "unknown type \"C64\"")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", "cannot be read")]
    [InlineData("""{"a":{"dtype":"F32","shape":"two","data_offsets":[0,8]}}""", "cannot be read")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "cannot be read")]
    [InlineData("""[1, 2]""", "cannot be read")]
    [InlineData("""{"a":""", "cannot be read")]
    [InlineData("""{"__metadata__":{"n":7}}""", "cannot be read")]
    public void Open_RefusesALyingHeader(string header, string message)
    {
        Raw(header, new byte[8]);
        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(File1));
        Assert.Contains(message, error.Message);
        Assert.Contains(File1, error.Message);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL << 20)]
    [InlineData(99_999_999UL)]
    [InlineData(1UL << 40)]
    [InlineData(ulong.MaxValue)]
    public void Open_RefusesAHeaderOfAnotherLength(ulong length)
    {
        Raw("""{}""", new byte[8], length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(File1));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Open_RefusesEveryTruncation()
    {
        SafetensorsFile.Write(File1, [KeyValuePair.Create("a", Samples.Normal(1, 3))]);
        byte[] bytes = File.ReadAllBytes(File1);
        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(File1, bytes[..length]);
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(File1));
        }
    }

    [Fact]
    public void Open_NestedDeeply_IsAnErrorNotACrash()
    {
        Raw(new string('[', 100_000), []);
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(File1));
    }

    [Fact]
    public void Read_NamesWhatItCannotGive()
    {
        Raw("""{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", new byte[8]);
        var file = SafetensorsFile.Open(File1);
        Assert.Contains("of type I64", Assert.Throws<InvalidDataException>(() => file.Read<float>("a")).Message);
        Assert.Contains("no tensor \"b\"; it has a", Assert.Throws<KeyNotFoundException>(() => file.Read<float>("b")).Message);
    }

    [Fact]
    public void Write_RefusesTwoOfOneName()
    {
        var one = KeyValuePair.Create("a", Samples.Normal(1, 1));
        Assert.Contains("\"a\"", Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(File1, [one, one])).Message);
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(File1, [KeyValuePair.Create("__metadata__", one.Value)]));
        Assert.Empty(Directory.GetFiles(Folder));
    }

    private void Raw(string header, byte[] data, ulong? length = null)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        var preamble = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(preamble, length ?? (ulong)text.Length);
        File.WriteAllBytes(File1, [.. preamble, .. text, .. data]);
    }
}

using Google.Protobuf;
using Onnx;
using Recurrent;

namespace Interchange.Tests;

public sealed class BadOnnxTests : TempFolder
{
    [Fact]
    public void UnsupportedOperator_IsNamed()
    {
        Assert.Contains("the operator Conv (node \"c\")", Refused<NotSupportedException>(model =>
            model.Graph.Node[^1].MergeFrom(new NodeProto { OpType = "Conv", Name = "c" })));
        Assert.Contains("com.example.Identity", Refused<NotSupportedException>(model => model.Graph.Node[^1].Domain = "com.example"));
        Assert.Contains("the operator Elu", Refused<NotSupportedException>(model => model.Graph.Node[^1].OpType = "Elu"));
    }

    [Fact]
    public void UnsupportedOptions_AreNamed()
    {
        Assert.Contains("attribute clip", Refused<NotSupportedException>(model => Lstm(model).Attribute.Add(new AttributeProto { Name = "clip", F = 3 })));
        Assert.Contains("peepholes", Refused<NotSupportedException>(model => Lstm(model).Input.Add(["", "", "", Lstm(model).Input[3]])));
        Assert.Contains("activation HardSigmoid", Refused<NotSupportedException>(model =>
            Attribute(Lstm(model), "activations").Strings[0] = ByteString.CopyFromUtf8("HardSigmoid")));
        Assert.Contains("direction \"sideways\"", Refused<InvalidDataException>(model =>
            Attribute(Lstm(model), "direction").S = ByteString.CopyFromUtf8("sideways")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(23)]
    [InlineData(long.MaxValue)]
    public void WrongOperatorSet_IsNamed(long version)
    {
        Assert.Contains($"operator set {version}; 13 to 22", Refused<NotSupportedException>(model => model.OpsetImport[0].Version = version));
    }

    [Fact]
    public void Truncated_IsAnErrorAtEveryLength()
    {
        foreach (byte[] bytes in (byte[][])[Model().ToByteArray(), OfSeveralNodes()])
        {
            for (int length = 0; length < bytes.Length; length++)
            {
                Assert.Throws<InvalidDataException>(() => Sequential.FromOnnx(bytes[..length]));
            }
        }
    }

    [Fact]
    public void ChangedBytes_NeverCrash()
    {
        byte[][] models = [Model().ToByteArray(), OfSeveralNodes()];
        var random = new Random(1);
        for (int round = 0; round < 6000; round++)
        {
            byte[] changed = [.. models[round % 2]];
            for (int k = 0; k < 3; k++)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            var error = Record.Exception(() => Sequential.FromOnnx(changed));
            Assert.True(error is null or InvalidDataException or NotSupportedException, $"round {round}: {error}");
        }
    }

    [Fact]
    public void WeightsOfAnotherShape_AreNamed()
    {
        Assert.Contains("R of shape [1, 12, 4]; expected [1, 12, 3]", Refused<InvalidDataException>(model =>
        {
            var r = model.Graph.Initializer.First(i => i.Name.StartsWith("R_", StringComparison.Ordinal));
            r.Dims[2] = 4;
            r.RawData = ByteString.CopyFrom(new byte[4 * 12 * 4]);
        }));
        Assert.Contains("needed", Refused<InvalidDataException>(model => model.Graph.Initializer[0].Dims[0] = 7));
        Assert.Contains("too large or negative", Refused<InvalidDataException>(model => model.Graph.Initializer[0].Dims[0] = 1L << 50));
    }

    [Fact]
    public void Graph_ThatContradictsItself_IsAnError()
    {
        Assert.Contains("its layers cannot be: ", Refused<InvalidDataException>(model =>
        {
            // a layer of no units
            Lstm(model).Attribute.First(a => a.Name == "hidden_size").I = 0;
            foreach (var weight in model.Graph.Initializer.Where(i => i.Name.StartsWith("W_", StringComparison.Ordinal) || i.Name.StartsWith("R_", StringComparison.Ordinal) || i.Name.StartsWith("B_", StringComparison.Ordinal)))
            {
                weight.Dims[1] = 0;
                weight.Dims[^1] = weight.Name.StartsWith('R') ? 0 : weight.Dims[^1];
                weight.RawData = ByteString.Empty;
            }
        }));
        Assert.Contains("nothing before it makes", Refused<InvalidDataException>(model => Lstm(model).Input[0] = "nowhere"));
        Assert.Contains("no layer makes the output \"z\"", Refused<InvalidDataException>(model => model.Graph.Output[0].Name = "z"));
        Assert.Contains("two values of the name", Refused<InvalidDataException>(model => model.Graph.Node[^1].Output[0] = model.Graph.Node[0].Output[0]));
    }

    [Fact]
    public void LayersOfSeveralNodes_WithOtherNodes_AreRefused()
    {
        Assert.Contains("the operator Scan", RefusedOf(model => Body(model).Node.First(n => n.OpType == "MatMul").OpType = "Add"));
        Assert.Contains("not those of a recurrent layer", RefusedOf(model => Body(model).Node.First(n => n.OpType == "Softmax").OpType = "Erf"));
        Assert.Contains("different orders", RefusedOf(model => Scans(model)[1].Attribute.First(a => a.Name == "scan_input_directions").Ints[0] = 1));
        Assert.Contains("not those of a MinLstm", RefusedOf(model => model.Graph.Node.First(n => n.OpType == "Div").OpType = "Mul"));
        Assert.Contains("in which the last step of a sequence asks", RefusedOf(model => model.Graph.Initializer.First(i => i.Name.StartsWith("scale", StringComparison.Ordinal)).RawData = ByteString.CopyFrom(new byte[4])));
        Assert.Contains("against the order in which it reads them", RefusedOf(model => model.Graph.Output[0].Name = model.Graph.Node.Last(n => n.OpType == "Gather").Output[0]));
    }

    [Fact]
    public void Expression_ThatDoublesAtEveryNode_IsRefused()
    {
        Assert.Contains("an expression that long", Refused<NotSupportedException>(model =>
        {
            string last = model.Graph.Node[^1].Input[0];
            for (int k = 0; k < 80; k++)
            {
                var node = new NodeProto { OpType = "Mul", Name = $"double{k}" };
                node.Input.Add([last, last]);
                node.Output.Add(last = $"double{k}");
                model.Graph.Node.Insert(model.Graph.Node.Count - 1, node);
            }
        }));
    }

    [Fact]
    public void OutputBesideTheChain_IsRefused()
    {
        Assert.Contains("beside the chain of layers", Refused<NotSupportedException>(model =>
        {
            var node = new NodeProto { OpType = "MatMul", Name = "beside" };
            node.Input.Add([model.Graph.Node.First(n => n.OpType == "MatMul").Input[0], model.Graph.Node.First(n => n.OpType == "MatMul").Input[1]]);
            node.Output.Add("beside");
            model.Graph.Node.Add(node);
            model.Graph.Output.Add(new ValueInfoProto { Name = "beside" });
        }));
    }

    [Fact]
    public void ExternalData_IsReadInsideTheFolderOnly()
    {
        Directory.CreateDirectory(Place("model"));
        string path = Place("model/m.onnx");
        File.WriteAllBytes(Place("secret"), new byte[4096]);
        File.CreateSymbolicLink(Place("model/link"), Place("secret"));
        foreach (string location in (string[])["../secret", Place("secret"), "link", "a/../../secret", ""])
        {
            WriteExternal(path, location, 0);
            Assert.Contains($"\"{location}\", outside of the model's folder", Assert.Throws<InvalidDataException>(() => Sequential.LoadOnnx(path)).Message);
        }

        WriteExternal(path, "missing", 0);
        Assert.Contains("no such file", Assert.Throws<InvalidDataException>(() => Sequential.LoadOnnx(path)).Message);
        byte[] weights = WriteExternal(path, "weights", 16);
        File.WriteAllBytes(Place("model/weights"), weights[..^1]);
        Assert.Contains("which has", Assert.Throws<InvalidDataException>(() => Sequential.LoadOnnx(path)).Message);
        File.WriteAllBytes(Place("model/weights"), weights);
        var x = Samples.Normal(1, 2, 4, 2);
        Samples.AssertClose(Sequential.FromOnnx(Model().ToByteArray()).Predict(x), Sequential.LoadOnnx(path).Predict(x), 0);
        Assert.Contains("load the model from its file", Assert.Throws<InvalidDataException>(() => Sequential.FromOnnx(File.ReadAllBytes(path))).Message);
    }

    // the first constant moved to a file, behind some bytes; what that file has to hold
    private static byte[] WriteExternal(string path, string location, int offset)
    {
        var model = Model();
        var tensor = model.Graph.Initializer[0];
        byte[] weights = [.. new byte[offset], .. tensor.RawData];
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = $"{offset}" });
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = $"{tensor.RawData.Length}" });
        tensor.ClearRawData();
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        File.WriteAllBytes(path, model.ToByteArray());
        return weights;
    }

    private static ModelProto Model()
    {
        var model = new Sequential(new Lstm(3, returnSequences: true), new Dense(2, Activation.Tanh));
        model.Build(2);
        return ModelProto.Parser.ParseFrom(model.ToOnnx());
    }

    // a Scan of softmax, a Scan of a MinLstm, and attention
    private static byte[] OfSeveralNodes()
    {
        var model = new Sequential(new SimpleRnn(3, Activation.Softmax, returnSequences: true), new MinLstm(2, returnSequences: true), new AttentionReadout(2));
        model.Build(2);
        return model.ToOnnx();
    }

    private static string RefusedOf(Action<ModelProto> change)
    {
        var model = ModelProto.Parser.ParseFrom(OfSeveralNodes());
        change(model);
        return Assert.Throws<NotSupportedException>(() => Sequential.FromOnnx(model.ToByteArray())).Message;
    }

    private static List<NodeProto> Scans(ModelProto model) => [.. model.Graph.Node.Where(n => n.OpType == "Scan")];

    private static GraphProto Body(ModelProto model) => Scans(model)[0].Attribute.First(a => a.Name == "body").G;

    private static NodeProto Lstm(ModelProto model) => model.Graph.Node.First(n => n.OpType == "LSTM");

    private static AttributeProto Attribute(NodeProto node, string name) => node.Attribute.First(a => a.Name == name);

    private static string Refused<TException>(Action<ModelProto> change)
        where TException : Exception
    {
        var model = Model();
        change(model);
        return Assert.Throws<TException>(() => Sequential.FromOnnx(model.ToByteArray())).Message;
    }
}

using System.Numerics;
using PureHDF;
using Recurrent;

namespace Interchange;

/// <summary>The weights of a model in an HDF5 file as Keras 3 writes it.</summary>
internal static class KerasWeights
{
    public static void Read<T>(Sequential<T> model, byte[] bytes, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var paths = KerasPaths.For(model);
        IReadOnlyList<(Variable<T>, Tensor<T>)> weights;
        try
        {
            using var file = H5File.Open(new MemoryStream(bytes), leaveOpen: false);
            if (!file.LinkExists("layers"))
            {
                throw new InvalidDataException($"{source} has no group \"layers\": it is not a weights file of Keras 3 (files of Keras 2 are not read).");
            }

            weights = [.. paths.Select(p => (p.Variable, ReadOne(file, bytes, p.Variable, p.Path, source)))];
        }
        catch (Exception exception) when (!exception.Message.StartsWith(source, StringComparison.Ordinal))
        {
            // the library has no exception of its own for a damaged file
            throw new InvalidDataException($"{source} cannot be read as HDF5: {exception.Message}", exception);
        }

        WeightTransfer.Apply(weights, source);
    }

    public static void Write<T>(Sequential<T> model, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var file = new H5File();
        foreach (var (variable, path) in KerasPaths.For(model))
        {
            H5Group group = file;
            string[] parts = path.Split('/');
            foreach (string part in parts[..^1])
            {
                if (!group.TryGetValue(part, out object? inner))
                {
                    inner = new H5Group();
                    group[part] = inner;
                }

                group = (H5Group)inner;
            }

            // as Keras, in single precision
            var value = variable.Value.Cast<float>();
            group[parts[^1]] = new H5Dataset(value.ToArray(), fileDims: [.. value.Shape.Select(axis => (ulong)axis)]);
        }

        file.Write(stream);
    }

    // the shape is compared before anything is read by it
    private static Tensor<T> ReadOne<T>(IH5Group file, byte[] bytes, Variable<T> variable, string path, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!file.LinkExists(path))
        {
            throw new InvalidDataException($"{source} does not fit the model: it lacks {path} for {variable}.");
        }

        var dataset = file.Dataset(path);
        int[] shape = [.. variable.Shape];
        if (!dataset.Space.Dimensions.SequenceEqual(shape.Select(axis => (ulong)axis)))
        {
            throw new InvalidDataException($"{source} does not fit the model: {path} for {variable} has the shape {WeightTransfer.Text(dataset.Space.Dimensions)}.");
        }

        if (dataset.Layout.Class is not (H5DataLayoutClass.Contiguous or H5DataLayoutClass.Compact))
        {
            throw new InvalidDataException($"{source}: {path} is stored as {dataset.Layout.Class}; Keras stores weights in one piece.");
        }

        return (dataset.Type.Class, dataset.Type.Size) switch
        {
            (H5DataTypeClass.FloatingPoint, sizeof(float)) => new Tensor<float>(InFile(dataset.Read<float[]>(), bytes, path, source), shape).Cast<T>(),
            (H5DataTypeClass.FloatingPoint, sizeof(double)) => new Tensor<double>(InFile(dataset.Read<double[]>(), bytes, path, source), shape).Cast<T>(),
            var (type, size) => throw new InvalidDataException($"{source}: {path} is of type {type} with {size} bytes; weights of 4 or 8 bytes are read."),
        };
    }

    // HDF5 lets a file name others that hold its numbers, anywhere on the disk, and the library reads them: only what stands in the file itself is taken
    private static TNumber[] InFile<TNumber>(TNumber[] values, byte[] bytes, string path, string source)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        return bytes.AsSpan().IndexOf(LittleEndian.Bytes<TNumber>(values)) >= 0
            ? values
            : throw new InvalidDataException($"{source}: the numbers of {path} are not in the file itself, little-endian and in one piece.");
    }
}

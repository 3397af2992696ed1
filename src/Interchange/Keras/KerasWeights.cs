using System.Numerics;
using PureHDF;
using Recurrent;

namespace Interchange;

/// <summary>The weights of a model in an HDF5 file as Keras 3 writes it.</summary>
internal static class KerasWeights
{
    public static void Read<T>(Sequential<T> model, Stream stream, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var paths = KerasPaths.For(model);
        IReadOnlyList<(Variable<T>, Tensor<T>)> weights;
        try
        {
            using var file = H5File.Open(stream, leaveOpen: true);
            if (!file.LinkExists("layers"))
            {
                throw new InvalidDataException($"{source} has no group \"layers\": it is not a weights file of Keras 3 (files of Keras 2 are not read).");
            }

            weights = [.. paths.Select(p => (p.Variable, ReadOne(file, p.Variable, p.Path, source)))];
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
    private static Tensor<T> ReadOne<T>(IH5Group file, Variable<T> variable, string path, string source)
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

        return (dataset.Type.Class, dataset.Type.Size) switch
        {
            (H5DataTypeClass.FloatingPoint, sizeof(float)) => new Tensor<float>(dataset.Read<float[]>(), shape).Cast<T>(),
            (H5DataTypeClass.FloatingPoint, sizeof(double)) => new Tensor<double>(dataset.Read<double[]>(), shape).Cast<T>(),
            var (type, size) => throw new InvalidDataException($"{source}: {path} is of type {type} with {size} bytes; weights of 4 or 8 bytes are read."),
        };
    }
}

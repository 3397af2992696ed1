using System.Numerics;
using Recurrent;

namespace Interchange;

/// <summary>
/// Models as ONNX: operator set 17, single precision, any batch and number of steps. x is [batch, time, features] float, for a first embedding
/// [batch, time] int64; y is what Predict gives, or y_forward and y_backward for a last bidirectional layer that does not merge.
/// Dropout is left out: it does nothing outside of training.
/// </summary>
public static class OnnxExtensions
{
    extension(Sequential)
    {
        /// <summary>
        /// A model from an ONNX file: every layer that <see cref="SaveOnnx"/> writes, and a chain of LSTM, GRU, RNN, their bidirectional forms, dense
        /// layers and a first embedding as other tools write them; operator sets 13 to 22. Layers with states as inputs become stateful; for
        /// lengths give Predict a mask. A graph of [time, batch, features] becomes a model of [batch, time, features].
        /// </summary>
        /// <param name="path">The file; constants may lie in files of its folder.</param>
        /// <exception cref="InvalidDataException">The file is cut short or contradicts itself, or points outside of its folder.</exception>
        /// <exception cref="NotSupportedException">An operator, an attribute or the operator set has no counterpart here; the message names it.</exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        public static Sequential LoadOnnx(string path)
        {
            ArgumentException.ThrowIfNullOrEmpty(path);
            return OnnxImporter.Import(File.ReadAllBytes(path), path, Path.GetDirectoryName(Path.GetFullPath(path)));
        }

        /// <summary>As LoadOnnx, from bytes; constants in other files are an error.</summary>
        /// <param name="model">What the file would hold.</param>
        /// <exception cref="InvalidDataException">As for LoadOnnx.</exception>
        /// <exception cref="NotSupportedException">As for LoadOnnx.</exception>
        public static Sequential FromOnnx(byte[] model)
        {
            ArgumentNullException.ThrowIfNull(model);
            return OnnxImporter.Import(model, "The model", null);
        }
    }

    /// <summary>Writes the model to an ONNX file, aside first and then moved into place.</summary>
    /// <typeparam name="T">float or double; the file is in single precision.</typeparam>
    /// <param name="model">A built model.</param>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="options">Masks and states; none and those of stateful layers by default.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="ArgumentException">A masked layer is not a recurrent one.</exception>
    /// <exception cref="NotSupportedException">A layer cannot be written; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveOnnx<T>(this Sequential<T> model, string path, OnnxOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = model.ToOnnx(options);
        AsideFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>As SaveOnnx, as bytes: what an inference session takes.</summary>
    /// <typeparam name="T">float or double; the bytes are in single precision.</typeparam>
    /// <param name="model">A built model.</param>
    /// <param name="options">As for SaveOnnx.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="ArgumentException">As for SaveOnnx.</exception>
    /// <exception cref="NotSupportedException">As for SaveOnnx.</exception>
    public static byte[] ToOnnx<T>(this Sequential<T> model, OnnxOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        return OnnxExporter.Export(model, options ?? new OnnxOptions());
    }
}

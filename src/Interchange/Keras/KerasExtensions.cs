using System.Numerics;
using Recurrent;

namespace Interchange;

/// <summary>
/// Sequential models of Keras 3: LSTM, GRU, SimpleRNN, Bidirectional of these, Dense, Embedding and Dropout, with the activations linear, tanh,
/// sigmoid, relu and softmax. Not read: functional and subclassed models, other layers (Masking and mask_zero among them), quantized weights,
/// the optimizer's state, and files of Keras 2 (.h5).
/// </summary>
public static class KerasExtensions
{
    extension(Sequential)
    {
        /// <summary>A model from a file that Keras' <c>model.save("m.keras")</c> wrote, with its weights.</summary>
        /// <param name="path">The file.</param>
        /// <exception cref="InvalidDataException">The file is damaged, or its weights do not fit its layers; the message names what was found.</exception>
        /// <exception cref="NotSupportedException">A kind of model, layer, activation or merge mode is not known here; the message names it.</exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        public static Sequential LoadKeras(string path)
        {
            ArgumentException.ThrowIfNullOrEmpty(path);
            return KerasArchive.Read(path);
        }
    }

    /// <summary>Takes the weights of a file that Keras' <c>model.save_weights("m.weights.h5")</c> wrote; otherwise the model stays as it was.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="model">A built model of the same layers.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, lacks a weight, or has one of another shape or not of 4 or 8 bytes; the message names it.</exception>
    /// <exception cref="NotSupportedException">A layer has no counterpart in Keras.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void LoadKerasWeights<T>(this Sequential<T> model, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        KerasWeights.Read(model, File.ReadAllBytes(path), path);
    }

    /// <summary>Writes the weights, in single precision, for Keras' <c>model.load_weights("m.weights.h5")</c>.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="model">A built model.</param>
    /// <param name="path">The file; Keras wants a name that ends in .weights.h5.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="NotSupportedException">A layer has no counterpart in Keras.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveKerasWeights<T>(this Sequential<T> model, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        AsideFile.Write(path, stream => KerasWeights.Write(model, stream));
    }
}

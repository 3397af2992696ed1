using System.Numerics;
using Recurrent;

namespace Interchange;

/// <summary>The weights of a model in a safetensors file, with Keras' names and shapes: <c>lstm/kernel [D, 4H]</c> and so on.</summary>
public static class SafetensorsExtensions
{
    /// <summary>Writes the weights: F32 for a model in single precision, F64 in double.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="model">A built model.</param>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveSafetensors<T>(this Sequential<T> model, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        SafetensorsFile.Write(path, model.Variables.Select(v => KeyValuePair.Create(Name(v), v.Value)), new Dictionary<string, string> { ["layout"] = "keras" });
    }

    /// <summary>Takes the weights of a file with the same names and shapes as the model's; otherwise the model stays as it was.</summary>
    /// <typeparam name="T">float or double; the file may have another precision.</typeparam>
    /// <param name="model">A built model.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, lacks a weight, has one too many, or one of another shape; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void LoadSafetensors<T>(this Sequential<T> model, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        var variables = model.Variables;
        var file = SafetensorsFile.Open(path);
        WeightTransfer.RequireSameNames([.. file.Entries.Select(e => e.Name)], [.. variables.Select(Name)], path);
        WeightTransfer.Apply([.. variables.Select(v => (v, file.Read<T>(Name(v))))], path);
    }

    private static string Name<T>(Variable<T> variable)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return $"{variable.Layer}/{variable.Name}";
    }
}

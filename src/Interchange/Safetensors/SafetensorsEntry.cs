namespace Interchange;

/// <summary>One tensor of a safetensors file, as its header describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">Its type in the format's words, such as F32.</param>
/// <param name="Shape">Sizes of the axes, each at least 0; none for a single number.</param>
/// <param name="Start">First byte, counted from the end of the header.</param>
/// <param name="End">The byte after the last.</param>
public sealed record SafetensorsEntry(string Name, string DataType, IReadOnlyList<long> Shape, long Start, long End);

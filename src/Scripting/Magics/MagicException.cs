namespace Scripting;

/// <summary>A magic line that cannot be followed; the message says why and what would be right.</summary>
internal sealed class MagicException(string message) : Exception(message);

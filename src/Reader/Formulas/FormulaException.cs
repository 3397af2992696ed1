namespace Reader.Formulas;

/// <summary>A formula could not be set; the message says what the TeX processor found.</summary>
internal sealed class FormulaException(string message, Exception inner) : Exception(message, inner);

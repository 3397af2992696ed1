namespace Scripting.Magics;

/// <summary>A piece of a cell: a magic line, or code in one language.</summary>
/// <param name="Language">The language in force.</param>
/// <param name="Start">Its first character in the cell.</param>
/// <param name="End">The character behind it.</param>
internal abstract record CellPart(string Language, int Start, int End);

/// <summary>Code; <paramref name="Text"/> is the cell up to its end with all before it blank, so positions are the cell's.</summary>
internal sealed record CodePart(string Language, int Start, int End, string Text) : CellPart(Language, Start, End);

/// <summary>A magic line: its name with the leading signs, and what follows the name.</summary>
/// <param name="Language">The language in force behind it.</param>
/// <param name="Start">Its first character in the cell.</param>
/// <param name="End">The character behind it.</param>
/// <param name="Line">Its line in the cell, counted from 1.</param>
/// <param name="Name">For example <c>#!time</c> or <c>#r</c>.</param>
/// <param name="Arguments">For example <c>--from fsharp x</c>.</param>
/// <param name="Body">For <c>#!value</c>, the lines that follow it.</param>
internal sealed record MagicPart(string Language, int Start, int End, int Line, string Name, string Arguments, string Body = "") : CellPart(Language, Start, End);

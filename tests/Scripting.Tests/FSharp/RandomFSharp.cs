using System.Globalization;
using System.Text;

namespace Scripting.Tests.FSharp;

/// <summary>Functions of loops in loops, as many as asked, each different; what they return is told by every statement they run.</summary>
internal sealed class RandomFSharp(int seed)
{
    private readonly Random _random = new(seed);
    private readonly StringBuilder _code = new();
    private int _names;

    /// <summary>A cell that calls <paramref name="count"/> functions, and whose value is their results in one text.</summary>
    /// <param name="count">How many functions.</param>
    /// <param name="limit">The statement, counted over all of them, that throws.</param>
    public string Cell(int count, int limit = int.MaxValue)
    {
        _code.Clear().Append(CultureInfo.InvariantCulture, $"let acc, steps = ref 1, ref 0\nlet step n =\n    steps.Value <- steps.Value + 1\n    if steps.Value = {limit} then failwith \"here\"\n    acc.Value <- (acc.Value * 31 + n) % 100003\n");
        var functions = Enumerable.Range(0, count).Select(_ => Name("case")).ToArray();
        foreach (var function in functions)
        {
            _code.Append(CultureInfo.InvariantCulture, $"let {function} () =\n");
            Block(4, depth: 3);
            Line(4, "acc.Value");
        }

        return _code.Append(CultureInfo.InvariantCulture, $"[ {string.Join("; ", functions.Select(f => f + " ()"))} ] |> List.map string |> String.concat \" \"").ToString();
    }

    private string Name(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{_names++}");

    private void Line(int indent, string text) => _code.Append(' ', indent).Append(text).Append('\n');

    private void Block(int indent, int depth)
    {
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            Statement(indent, depth);
        }
    }

    private void Statement(int indent, int depth)
    {
        var name = Name("x");
        var number = _random.Next(1, 4);
        switch (depth == 0 ? 0 : _random.Next(16))
        {
            case 0: Line(indent, $"step {number}"); break;
            case 1: Head($"for {name} in 1 .. {number} do"); break;
            case 2: Head($"for {name} = {number} downto 1 do"); break;
            case 3: Line(indent, $"for {name} in [1; {number}] do step {name}; step 2"); break;
            case 4: Line(indent, $"let {name} = ref 0"); Head($"while {name}.Value < {number} do", $"{name}.Value <- {name}.Value + 1"); break;
            case 5: Line(indent, $"let mutable {name} = 0"); Line(indent, $"while {name} < {number} do {name} <- {name} + 1; step {name}"); break;
            case 6: Head($"if acc.Value % 2 = {number % 2} then"); break;
            case 7: Head($"let rec {name} n ="); Line(indent + 4, $"if n > 0 then {name} (n - 1)"); Line(indent, $"{name} {number}"); break;
            case 8: Line(indent, $"let rec {name} n = if n > 0 then (step n; {name} (n - 1))"); Line(indent, $"{name} {number}"); break;
            case 9: Line(indent, $"let rec {name} = function"); Line(indent, "    | 0 -> step 5"); Head("    | n ->", 8); Line(indent + 8, $"{name} (n - 1)"); Line(indent, $"{name} {number}"); break;
            case 10: Line(indent, $"[ for {name} in 1 .. {number} do {name} * 2 ] |> List.iter step"); break;
            case 11: Line(indent, $"let {name} = seq {{"); Line(indent + 4, $"for i in 1 .. {number} do"); Block(indent + 8, depth - 1); Line(indent + 8, "yield i"); Line(indent + 4, "while acc.Value < 0 do yield 0 }"); Line(indent, $"Seq.iter step {name}"); break;
            case 12: Line(indent, "async {"); Line(indent + 4, $"for {name} in 1 .. {number} do"); Line(indent + 8, "do! async { return () }"); Block(indent + 8, depth - 1); Line(indent + 4, "return () } |> Async.RunSynchronously"); break;
            case 13: Line(indent, $"for {name} in 1 .. {number} do"); Line(indent + 4, "match acc.Value % 3 with"); Head("    | 0 ->", 8); Line(indent + 4, "| n -> for i in 1 .. n do step i"); break;
            case 14: Line(indent, $"let rec {name} n = match n with"); Line(indent + name.Length + 13, "| 0 -> step 7"); Line(indent + name.Length + 13, $"| n -> {name} (n - 1)"); Line(indent, $"{name} {number}"); break;
            default: Line(indent, $"for {name} in 1 .. {number} do"); Line(indent + 4, "try"); Block(indent + 8, depth - 1); Line(indent + 4, "finally"); Line(indent + 8, $"step {number}"); break;
        }

        void Head(string head, object? more = null)
        {
            Line(indent, head);
            var inner = more is int deeper ? indent + deeper : indent + 4;
            if (more is string first)
            {
                Line(inner, first);
            }

            Block(inner, depth - 1);
        }
    }
}

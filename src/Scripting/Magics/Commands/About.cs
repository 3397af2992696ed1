using System.Runtime.InteropServices;

namespace Scripting.Magics.Commands;

/// <summary><c>#!about</c>: which versions run the cells.</summary>
internal sealed class About : IMagic
{
    public MagicSyntax Syntax { get; } = new("#!about", "show which versions run the cells, and where");

    public Task RunAsync(MagicCall call, CellRun cell)
    {
        cell.Print($"""
            Runtime   {RuntimeInformation.FrameworkDescription} ({RuntimeInformation.RuntimeIdentifier})
            C#        Roslyn {typeof(Microsoft.CodeAnalysis.CSharp.CSharpCompilation).Assembly.GetName().Version}
            F#        {FSharpVersion()}
            System    {RuntimeInformation.OSDescription}
            Folder    {cell.Session.Options.WorkingDirectory}

            """);
        return Task.CompletedTask;
    }

    private static string FSharpVersion() => $"FSharp.Core {typeof(Microsoft.FSharp.Core.Unit).Assembly.GetName().Version}";
}

namespace Jupyter.Contents;

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-info</summary>
internal sealed record KernelInfoReply
{
    public string Status { get; init; } = "ok";

    public required string ProtocolVersion { get; init; }

    public required string Implementation { get; init; }

    public required string ImplementationVersion { get; init; }

    public required LanguageInfo LanguageInfo { get; init; }

    public required string Banner { get; init; }

    public IReadOnlyList<HelpLink> HelpLinks { get; init; } = [];

    public bool Debugger { get; init; }

    public IReadOnlyList<string> SupportedFeatures { get; init; } = [];
}

/// <summary>What front ends need to know of a language to show its code.</summary>
internal sealed record LanguageInfo
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    public required string Mimetype { get; init; }

    public required string FileExtension { get; init; }

    public required string PygmentsLexer { get; init; }

    public required string CodemirrorMode { get; init; }

    public string NbconvertExporter { get; init; } = "script";
}

internal sealed record HelpLink(string Text, string Url);

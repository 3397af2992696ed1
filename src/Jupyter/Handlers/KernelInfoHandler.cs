using System.Reflection;
using Jupyter.Contents;
using Jupyter.Execution;
using Jupyter.Protocol;

namespace Jupyter.Handlers;

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-info</summary>
internal sealed class KernelInfoHandler(KernelLanguage language) : IRequestHandler
{
    private static readonly string s_version =
        typeof(KernelInfoHandler).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public string RequestType => "kernel_info_request";

    public bool RunsBeside => true;

    public Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var info = language.Info;
        request.Reply(new KernelInfoReply
        {
            ProtocolVersion = MessageHeader.ProtocolVersion,
            Implementation = "workbook",
            ImplementationVersion = s_version,
            LanguageInfo = info,
            Banner = $"Workbook {s_version}: {info.Name} {info.Version} on .NET {Environment.Version}",
            HelpLinks =
            [
                new HelpLink(".NET", "https://learn.microsoft.com/dotnet/"),
                new HelpLink(info.Name, language == KernelLanguage.FSharp ? "https://learn.microsoft.com/dotnet/fsharp/" : "https://learn.microsoft.com/dotnet/csharp/"),
            ],
        });
        return Task.CompletedTask;
    }
}

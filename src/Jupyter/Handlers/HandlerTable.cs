using Jupyter.Execution;

namespace Jupyter.Handlers;

/// <summary>Which handler answers which type of request.</summary>
internal static class HandlerTable
{
    public static IReadOnlyDictionary<string, IRequestHandler> For(
        IKernelSession session, KernelLanguage language, CurrentCell current, InputQuestions questions, RequestQueue queue, KernelLifetime lifetime)
    {
        var history = new CellHistory();
        var comms = new CommRegistry();
        IRequestHandler[] handlers =
        [
            new KernelInfoHandler(language),
            new ExecuteHandler(session, language, history, current, questions, queue),
            new CompleteHandler(session),
            new InspectHandler(session),
            new IsCompleteHandler(session),
            new HistoryHandler(history),
            new CommOpenHandler(comms),
            new CommMessageHandler(comms),
            new CommCloseHandler(comms),
            new CommInfoHandler(comms),
            new InterruptHandler(current),
            new ShutdownHandler(lifetime),
        ];
        return handlers.ToDictionary(h => h.RequestType);
    }
}

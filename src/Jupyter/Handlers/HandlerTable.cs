using Jupyter.Execution;

namespace Jupyter.Handlers;

/// <summary>Which handler answers which type of request.</summary>
internal static class HandlerTable
{
    public static IReadOnlyDictionary<string, IRequestHandler> For(
        IKernelSession session, KernelLanguage language, CurrentCell current, InputQuestions questions, RequestQueue queue, KernelLifetime lifetime)
    {
        var history = new CellHistory();
        IRequestHandler[] handlers =
        [
            new KernelInfoHandler(language),
            new ExecuteHandler(session, language, history, current, questions, queue),
            new CompleteHandler(session),
            new InspectHandler(session),
            new IsCompleteHandler(session),
            new HistoryHandler(history),
            .. CommHandler.All(session, current),
            new CommInfoHandler(session),
            new InterruptHandler(current),
            new ShutdownHandler(lifetime),
        ];
        return handlers.ToDictionary(h => h.RequestType);
    }
}

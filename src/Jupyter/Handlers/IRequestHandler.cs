using Jupyter.Execution;

namespace Jupyter.Handlers;

/// <summary>Answers one type of request. Busy before it and idle behind it are published for it.</summary>
internal interface IRequestHandler
{
    /// <summary>The <c>msg_type</c> it answers.</summary>
    string RequestType { get; }

    /// <summary>Whether it is answered at once, also while a cell runs, instead of in its turn.</summary>
    bool RunsBeside { get; }

    /// <param name="request">What was asked; answered through it.</param>
    /// <param name="cancellationToken">Cancelled when the kernel shuts down.</param>
    Task HandleAsync(Request request, CancellationToken cancellationToken);
}

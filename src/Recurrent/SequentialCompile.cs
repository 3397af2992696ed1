namespace Recurrent;

public partial class Sequential<T>
{
    private Metric[] _metrics = [];

    /// <summary>Sets optimiser and loss and forgets what an earlier optimiser has gathered.</summary>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="metrics">Reported beside the loss, such as "mae" or "accuracy"; none by default.</param>
    /// <exception cref="ArgumentException">A metric is unknown, or more than one of the optimiser's clipping limits is set.</exception>
    public void Compile(Optimizer optimizer, Loss loss, IEnumerable<string>? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        optimizer.CheckClipping();
        _metrics = Metric.Named(metrics);
        _optimizer = optimizer;
        _loss = loss;
        _state = null;
    }

    /// <summary>Sets a loss, with Keras' default optimiser rmsprop.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="metrics">Reported beside the loss, such as "mae" or "accuracy"; none by default.</param>
    /// <exception cref="ArgumentException">An unknown name; the message lists the known ones.</exception>
    public void Compile(Loss loss, IEnumerable<string>? metrics = null) => Compile(new RmsProp(), loss, metrics);

    /// <summary>Sets a loss by name, with Keras' default optimiser rmsprop.</summary>
    /// <param name="loss">Such as "mse".</param>
    /// <param name="metrics">Reported beside the loss, such as "mae" or "accuracy"; none by default.</param>
    /// <exception cref="ArgumentException">An unknown name; the message lists the known ones.</exception>
    public void Compile(string loss, IEnumerable<string>? metrics = null) => Compile(new RmsProp(), loss, metrics);

    /// <summary>Sets optimiser and loss by name, with their defaults.</summary>
    /// <param name="optimizer">Such as "adam" or "sgd".</param>
    /// <param name="loss">Such as "mse".</param>
    /// <param name="metrics">Reported beside the loss, such as "mae" or "accuracy"; none by default.</param>
    /// <exception cref="ArgumentException">An unknown name; the message lists the known ones.</exception>
    public void Compile(string optimizer, string loss, IEnumerable<string>? metrics = null) => Compile(Recurrent.Optimizer.Named(optimizer), Recurrent.Loss.Named(loss), metrics);

    /// <summary>Sets an optimiser and, by name, a loss.</summary>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="loss">Such as "mse".</param>
    /// <param name="metrics">Reported beside the loss, such as "mae" or "accuracy"; none by default.</param>
    /// <exception cref="ArgumentException">An unknown name; the message lists the known ones.</exception>
    public void Compile(Optimizer optimizer, string loss, IEnumerable<string>? metrics = null) => Compile(optimizer, Recurrent.Loss.Named(loss), metrics);

    /// <summary>Sets an optimiser by name and a loss.</summary>
    /// <param name="optimizer">Such as "adam" or "sgd".</param>
    /// <param name="loss">The loss.</param>
    /// <param name="metrics">Reported beside the loss, such as "mae" or "accuracy"; none by default.</param>
    /// <exception cref="ArgumentException">An unknown name; the message lists the known ones.</exception>
    public void Compile(string optimizer, Loss loss, IEnumerable<string>? metrics = null) => Compile(Recurrent.Optimizer.Named(optimizer), loss, metrics);
}

using System.Numerics;
using System.Runtime.CompilerServices;
using Recurrent;

namespace Interchange;

/// <summary>One batch of a stream.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="X">[samples, steps, features].</param>
/// <param name="Y">[samples, units], or [samples, steps, units] for a sequence output.</param>
public sealed record Batch<T>(Tensor<T> X, Tensor<T> Y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>What a pass over a stream came to.</summary>
/// <param name="Batches">Batches read.</param>
/// <param name="Samples">Samples read.</param>
/// <param name="Loss">Mean loss over the samples, each batch measured before its update.</param>
public sealed record StreamResult(long Batches, long Samples, double Loss);

/// <summary>Training and prediction over streams of batches, for data larger than memory: one batch is held at a time.</summary>
public static class StreamExtensions
{
    /// <summary>One pass: an update for each batch, in the order of the stream.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="model">A compiled model.</param>
    /// <param name="batches">The batches; the next one is asked for when the update is made.</param>
    /// <param name="cancellationToken">Stops before the next batch with an OperationCanceledException; the updates made so far stay.</param>
    /// <exception cref="InvalidOperationException">Compile was not called, or the stream has no batch.</exception>
    /// <exception cref="ArgumentException">A batch does not fit the model; the message names the batch.</exception>
    /// <exception cref="DivergenceException">As for Fit.</exception>
    public static async Task<StreamResult> FitAsync<T>(this Sequential<T> model, IAsyncEnumerable<Batch<T>> batches, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batches);
        long count = 0, samples = 0;
        double sum = 0;
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            sum += Train(model, batch, count) * batch.X.Shape[0];
            samples += batch.X.Shape[0];
            count++;
            cancellationToken.ThrowIfCancellationRequested();
        }

        return count > 0 ? new StreamResult(count, samples, sum / samples) : throw new InvalidOperationException("The stream has no batch.");
    }

    /// <summary>The outputs for each batch, in the order of the stream.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="model">A model.</param>
    /// <param name="batches">Each [samples, steps, features]; read one at a time, as the outputs are taken.</param>
    /// <param name="cancellationToken">Stops before the next batch with an OperationCanceledException.</param>
    /// <exception cref="ArgumentException">A batch does not fit the model; the message names the batch.</exception>
    public static async IAsyncEnumerable<Tensor<T>> PredictAsync<T>(
        this Sequential<T> model, IAsyncEnumerable<Tensor<T>> batches, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batches);
        long count = 0;
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return Predict(model, batch, count++);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static double Train<T>(Sequential<T> model, Batch<T> batch, long index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            return model.TrainOnBatch(batch.X, batch.Y);
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"Batch {index} of the stream: {exception.Message}", exception);
        }
    }

    private static Tensor<T> Predict<T>(Sequential<T> model, Tensor<T> batch, long index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            return model.Predict(batch, Math.Max(1, batch.Shape[0]));
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"Batch {index} of the stream: {exception.Message}", exception);
        }
    }
}

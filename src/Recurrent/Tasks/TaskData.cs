namespace Recurrent;

/// <summary>Samples of a task: inputs, targets, and where sequences differ in length a mask.</summary>
/// <param name="X">[samples, steps, features].</param>
/// <param name="Y">[samples, 1] or [samples] for one target a sample, [samples, steps] for one a step.</param>
/// <param name="Mask">[samples, steps], 1 for a step that counts; null where all do. The padding stands at the end; with targets of every step the mask serves as sampleWeight too.</param>
public sealed record TaskData(Tensor<float> X, Tensor<float> Y, Tensor<float>? Mask = null)
{
    /// <summary>The samples as a model reads them, the mask given to its first layer.</summary>
    public Inputs<float> Inputs => Mask is null ? X : new Inputs<float>(X).WithMask(0, Mask);
}

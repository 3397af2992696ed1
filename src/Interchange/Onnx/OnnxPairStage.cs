using Recurrent;

namespace Interchange;

/// <summary>A bidirectional layer of two operators: two cells that read the same, joined.</summary>
internal sealed class OnnxPairStage(OnnxNode node, OnnxStream forward, OnnxStream backward, MergeMode merge) : OnnxStage(node, forward.Stage.Input)
{
    public OnnxStream Forward => forward;

    public OnnxStream Backward => backward;

    public MergeMode Merge => merge;

    /// <summary>Whether two streams come from two cells that read the same.</summary>
    public static bool Fits(OnnxStream a, OnnxStream b)
    {
        return a.Stage is OnnxCellStage { Directions: 1 } && b.Stage is OnnxCellStage { Directions: 1 }
            && a.Stage != b.Stage && a.Stage.Input == b.Stage.Input && a.Axes == b.Axes && !a.Cell && !b.Cell;
    }

    public override (Layer, IReadOnlyList<Tensor<float>>) Finish(OnnxStream stream)
    {
        var (first, firstWeights) = ((OnnxCellStage)forward.Stage).Cell(forward, inTime: true);
        var (second, secondWeights) = ((OnnxCellStage)backward.Stage).Cell(backward, inTime: true);
        bool fits = first.GoBackwards != second.GoBackwards && first.Units == second.Units && first.ReturnSequences == second.ReturnSequences && first is Lstm == second is Lstm;
        return fits
            ? (new Bidirectional(first, merge, second), [.. firstWeights, .. secondWeights])
            : throw Node!.NotSupported("it joins two layers that are not the two directions of a Bidirectional one");
    }
}

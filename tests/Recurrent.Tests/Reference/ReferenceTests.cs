namespace Recurrent.Tests;

/// <summary>
/// Every case of the reference files, in double and in single precision. The environment variable RECURRENT_REFERENCE
/// puts another folder in place of tests/reference.
/// </summary>
public class ReferenceTests
{
    public static TheoryData<string> Names() => [.. ReferenceCase.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Case_Holds(string name)
    {
        var reference = ReferenceCase.Named(name);
        switch (reference.Kind)
        {
            case "gradient":
                GradientCase.Check<double>(reference);
                GradientCase.Check<float>(reference);
                break;
            case "forward":
                ForwardCase.Check<double>(reference);
                ForwardCase.Check<float>(reference);
                break;
            case "train":
                TrainCase.Check<double>(reference);
                TrainCase.Check<float>(reference);
                break;
            case "fit":
                FitCase.Check<double>(reference);
                FitCase.Check<float>(reference);
                break;
            case "optimizer_steps":
                OptimizerCase.CheckSteps<double>(reference);
                OptimizerCase.CheckSteps<float>(reference);
                break;
            case "clip":
                OptimizerCase.CheckClip<double>(reference);
                OptimizerCase.CheckClip<float>(reference);
                break;
            case "loss":
                LossCase.Check<double>(reference);
                LossCase.Check<float>(reference);
                break;
            case "activation":
                ActivationCase.Check<double>(reference);
                ActivationCase.Check<float>(reference);
                break;
            case "initializer":
                InitializerCase.Check(reference);
                break;
            case "validation_split":
                ValidationSplitCase.Check(reference);
                break;
            default:
                Assert.Fail($"{name} is of the unknown kind \"{reference.Kind}\".");
                break;
        }
    }
}

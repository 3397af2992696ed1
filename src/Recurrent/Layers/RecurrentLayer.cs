using System.Numerics;

namespace Recurrent;

/// <summary>What the recurrent layers share. Input is [samples, steps, D]; the state h has H = units elements.</summary>
public abstract class RecurrentLayer : Layer, IKeepsState
{
    private protected RecurrentLayer(int units, Activation activation, RecurrentOptions options)
        : base(options.Name)
    {
        Units = Positive(units, nameof(units));
        Activation = Known(activation, nameof(activation));
        Options = options;
        CheckRate(options.Dropout, "dropout");
        CheckRate(options.RecurrentDropout, "recurrentDropout");
    }

    /// <summary>Number of units H: the size of the state and of the output.</summary>
    public int Units { get; }

    /// <summary>phi, applied to the state or candidate.</summary>
    public Activation Activation { get; }

    /// <summary>Whether biases are added.</summary>
    public bool UseBias => Options.UseBias;

    /// <summary>True: hand on the output of every step, [samples, steps, H]. False: of the last step, [samples, H].</summary>
    public bool ReturnSequences => Options.ReturnSequences;

    /// <summary>True: the steps are fed from last to first; a sequence output is in the order of processing.</summary>
    public bool GoBackwards => Options.GoBackwards;

    /// <summary>True: the states at the end of a call are the start of the next, until <c>ResetStates</c>.</summary>
    public bool Stateful => Options.Stateful;

    /// <summary>True: the output of a masked step is zero. False: it repeats the output before.</summary>
    public bool ZeroOutputForMask => Options.ZeroOutputForMask;

    /// <summary>True: as the last layer, hand back the final states too; see PredictOutputs.</summary>
    public bool ReturnState => Options.ReturnState;

    /// <summary>Share of the inputs dropped in training, one choice for all steps.</summary>
    public double Dropout => Options.Dropout;

    /// <summary>Share of the state dropped on its way back in training, one choice for all steps.</summary>
    public double RecurrentDropout => Options.RecurrentDropout;

    internal RecurrentOptions Options { get; private set; }

    int IKeepsState.StateCount => States;

    int IKeepsState.StateUnits => Units;

    internal virtual int States => 1;

    // number of [D, H] blocks side by side in the kernel
    internal abstract int Gates { get; }

    internal virtual bool HasRecurrentKernel => true;

    internal override bool NeedsWholeSequence => GoBackwards;

    internal RecurrentLayer With(RecurrentOptions options)
    {
        var copy = (RecurrentLayer)MemberwiseClone();
        copy.Options = options;
        copy.Name = options.Name;
        return copy;
    }

    internal override LayerShape OutputShape(LayerShape input)
    {
        if (!input.Sequence)
        {
            throw new ArgumentException($"{Type} reads sequences [samples, steps, features] but is given {input}; the layer before needs returnSequences: true.");
        }

        return new LayerShape(ReturnSequences, Units);
    }

    internal override void Declare(LayerShape input, ParameterDeclaration parameters)
    {
        parameters.Add("kernel", [input.Features, Gates * Units], Options.KernelInitializer ?? Initializer.GlorotUniform);
        if (HasRecurrentKernel)
        {
            parameters.Add("recurrent_kernel", [Units, Gates * Units], Options.RecurrentInitializer ?? Initializer.Orthogonal());
        }

        if (UseBias)
        {
            DeclareBias(parameters);
        }
    }

    internal virtual void DeclareBias(ParameterDeclaration parameters)
    {
        parameters.Add("bias", [Gates * Units], Options.BiasInitializer ?? Initializer.Zeros);
    }

    internal abstract RecurrentPass<T> CreateRecurrentPass<T>(LayerContext<T> context)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    internal sealed override LayerPass<T> CreatePass<T>(LayerContext<T> context) => CreateRecurrentPass(context);

    private static void CheckRate(double rate, string name)
    {
        if (!(rate >= 0 && rate < 1))
        {
            throw new ArgumentOutOfRangeException(name, rate, "A dropout rate lies in [0, 1).");
        }
    }
}

/// <summary>The options that all recurrent layers take.</summary>
internal sealed record RecurrentOptions(
    bool UseBias,
    bool ReturnSequences,
    bool GoBackwards,
    bool Stateful,
    bool ZeroOutputForMask,
    double Dropout,
    double RecurrentDropout,
    bool ReturnState,
    Initializer? KernelInitializer,
    Initializer? RecurrentInitializer,
    Initializer? BiasInitializer,
    string? Name);

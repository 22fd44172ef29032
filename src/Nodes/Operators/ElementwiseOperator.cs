using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow.Nodes.Operators;

/// <summary>
/// An operator of which each element of the result comes from one element of each operand; shapes broadcast. Its
/// arity classes are sealed over a kernel struct, so a scalar costs one virtual call and an array none per element.
/// </summary>
internal abstract unsafe class ElementwiseOperator(string name, string summary, params ReadOnlySpan<string> operands)
    : Operator(name, summary, operands)
{
    // Hundredths of a nanosecond an element, measured for the common operators with operands in a near cache.
    private const long CheapStep = 4;
    private const long HeavyStep = 60;

    internal override bool HasScalarForm => true;

    /// <summary>About how long it takes an element in a tile program, in hundredths of a nanosecond.</summary>
    internal long StepCost => Cost == OperatorCost.Cheap ? CheapStep : HeavyStep;

    /// <summary>
    /// The kernel's struct: its arity's interface has one static generic method, for any <see cref="IVector{TSelf}"/>.
    /// </summary>
    [DynamicallyAccessedMembers(KernelMembers.All)]
    internal abstract Type KernelType { get; }

    /// <summary>The kernel as a step of a tile program.</summary>
    internal TileKernel<T> Tile<T>() where T : unmanaged, IFloatingPointIeee754<T> =>
        new(Row<T>(), KernelType, Cost == OperatorCost.Heavy, StepCost);

    /// <summary>
    /// The loop along one row: operands, their steps from element to element (1, or 0 for a repeated one), result,
    /// length. The result may lie exactly on an operand of step 1.
    /// </summary>
    internal delegate*<T**, long*, T*, long, void> Row<T>() where T : unmanaged, IFloatingPointIeee754<T> =>
        Row<T>(VectorWidths.Widest);

    /// <summary>The loop with vectors of a width; every width gives the same bits.</summary>
    internal abstract delegate*<T**, long*, T*, long, void> Row<T>(VectorWidth width)
        where T : unmanaged, IFloatingPointIeee754<T>;

    public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
    {
        Shape? known = null;
        bool allKnown = true;
        foreach (Shape? operand in operands)
        {
            if (operand is null) allKnown = false;
            else known = known is null ? operand : Broadcast(known, operand);
        }

        return allKnown ? known : null;
    }

    internal sealed override void Execute<T>(
        ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
    {
        var program = new TileProgram<T>();
        Span<int> sources = stackalloc int[operands.Length];
        for (int i = 0; i < sources.Length; i++) sources[i] = program.AddInput(operands[i]);
        program.AddStep(Tile<T>(), sources);
        TileMap<T>.Run(new TileMachine<T>(program, result.Shape), result);
    }

    internal sealed override Parameters? Draw(OperandDraw draw)
    {
        Shape all = draw.Operand();
        for (int i = 1; i < Arity; i++) all = Shape.Broadcast(all, draw.OperandBeside(all));
        return null;
    }

    private Shape Broadcast(Shape x, Shape y)
    {
        try
        {
            return Shape.Broadcast(x, y);
        }
        catch (ShapeException e)
        {
            throw Misfit(e.Message);
        }
    }
}

internal sealed unsafe class UnaryOperator<[DynamicallyAccessedMembers(KernelMembers.All)] TKernel> :
    ElementwiseOperator
    where TKernel : struct, IUnaryKernel
{
    public UnaryOperator(string name, string summary, OperatorCost cost) : base(name, summary, "x") => Cost = cost;

    [DynamicallyAccessedMembers(KernelMembers.All)]
    internal override Type KernelType => typeof(TKernel);

    internal override delegate*<T**, long*, T*, long, void> Row<T>(VectorWidth width) =>
        VectorWidths.Choose<UnaryRow<TKernel>, T>(width);

    internal override double EvaluateScalar(double x, double y, double z) =>
        TKernel.Apply(new DoubleScalar(x)).Value;

    internal override float EvaluateScalar(float x, float y, float z) =>
        TKernel.Apply(new SingleScalar(x)).Value;
}

internal sealed unsafe class BinaryOperator<[DynamicallyAccessedMembers(KernelMembers.All)] TKernel> :
    ElementwiseOperator
    where TKernel : struct, IBinaryKernel
{
    public BinaryOperator(string name, string summary, OperatorCost cost, string first, string second)
        : base(name, summary, first, second) => Cost = cost;

    [DynamicallyAccessedMembers(KernelMembers.All)]
    internal override Type KernelType => typeof(TKernel);

    internal override delegate*<T**, long*, T*, long, void> Row<T>(VectorWidth width) =>
        VectorWidths.Choose<BinaryRow<TKernel>, T>(width);

    internal override double EvaluateScalar(double x, double y, double z) =>
        TKernel.Apply(new DoubleScalar(x), new DoubleScalar(y)).Value;

    internal override float EvaluateScalar(float x, float y, float z) =>
        TKernel.Apply(new SingleScalar(x), new SingleScalar(y)).Value;
}

internal sealed unsafe class TernaryOperator<[DynamicallyAccessedMembers(KernelMembers.All)] TKernel> :
    ElementwiseOperator
    where TKernel : struct, ITernaryKernel
{
    public TernaryOperator(string name, string summary, params ReadOnlySpan<string> operands)
        : base(name, summary, operands)
    {
    }

    [DynamicallyAccessedMembers(KernelMembers.All)]
    internal override Type KernelType => typeof(TKernel);

    internal override delegate*<T**, long*, T*, long, void> Row<T>(VectorWidth width) =>
        VectorWidths.Choose<TernaryRow<TKernel>, T>(width);

    internal override double EvaluateScalar(double x, double y, double z) =>
        TKernel.Apply(new DoubleScalar(x), new DoubleScalar(y), new DoubleScalar(z)).Value;

    internal override float EvaluateScalar(float x, float y, float z) =>
        TKernel.Apply(new SingleScalar(x), new SingleScalar(y), new SingleScalar(z)).Value;
}

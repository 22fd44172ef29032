using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow.Nodes.Operators;

/// <summary>An operator that makes one element of many: over the whole array, one axis, or several.</summary>
internal sealed class ReductionOperator<TKernel> : Operator, ITileReduction
    where TKernel : struct, IReductionKernel
{
    public ReductionOperator(string name, string summary) : base(name, summary, "x") => Arguments =
    [
        new("axis", ArgumentKind.IntegerList, "The axes to reduce; negative ones count from the end.", "[]"),
        new("keep_dims", ArgumentKind.Boolean, "Whether reduced axes stay, with one element.", "false"),
    ];

    public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
    {
        var given = (ReductionParameters?)parameters;
        if (operands[0] is not { } shape) return given is null ? Shape.Scalar : null;
        bool[] reduced = WhichAxes(shape, given);
        List<long> sizes = [];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (reduced[axis] && shape[axis] == 0 && TKernel.NeedsElements) throw NoElements(shape, axis);
            if (!reduced[axis]) sizes.Add(shape[axis]);
            else if (given is { KeepDims: true }) sizes.Add(1);
        }

        return Shape.Of([.. sizes]);
    }

    internal override void Execute<T>(ReadOnlySpan<NdArray<T>> operands, Parameters? parameters, NdArray<T> result) =>
        Nodes.Kernels.Reduction.Run<TKernel, T>(
            operands[0], WhichAxes(operands[0].Shape, (ReductionParameters?)parameters), result);

    /// <inheritdoc/>
    public bool TakesTiles(Shape operand, Parameters? parameters)
    {
        bool[] reduced = WhichAxes(operand, (ReductionParameters?)parameters);
        int first = Array.IndexOf(reduced, true);
        return operand.Length > 0 && first >= 0 && Array.TrueForAll(reduced[first..], isReduced => isReduced);
    }

    /// <inheritdoc/>
    public void Reduce<T>(ITileSource<T> source, Shape operand, Parameters? parameters, NdArray<T> result)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        TileReduction<TKernel, T>.Run(source, operand.Length / result.Length, result);

    private protected override ReductionParameters? MakeParameters(ArgumentValues values) =>
        ReductionParameters.Of(values.Axes("axis"), values.Boolean("keep_dims", false));

    private bool[] WhichAxes(Shape shape, ReductionParameters? parameters)
    {
        bool[] reduced = new bool[shape.Rank];
        if (parameters?.Axes is not { } axes)
        {
            reduced.AsSpan().Fill(true);
            return reduced;
        }

        foreach (int given in axes)
        {
            int axis = NormalizeAxis(shape, given);
            if (reduced[axis]) throw Misfit($"axis {axis} is given twice in {axes}; give each axis once");
            reduced[axis] = true;
        }

        return reduced;
    }

    private ShapeException NoElements(Shape shape, int axis) =>
        Misfit($"there is no {Name} over no elements: axis {axis} of shape {shape} is empty; reduce other axes only");
}

using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow.Nodes.Operators;

/// <summary>An operator that makes of each line along one axis another of the same length.</summary>
internal abstract unsafe class AxisOperator : Operator
{
    protected AxisOperator(string name, string summary) : base(name, summary, "x") => Arguments =
        [new("axis", ArgumentKind.Integer, "The axis to go along; a negative one counts from the end.", "-1")];

    public sealed override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
    {
        if (operands[0] is not { } shape) return null;
        NormalizeAxis(shape, AxisOf(parameters));
        return shape;
    }

    internal sealed override void Execute<T>(
        ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
    {
        Shape shape = operands[0].Shape;
        int along = NormalizeAxis(shape, AxisOf(parameters));
        (long outer, long inner) = (1, 1);
        for (int axis = 0; axis < along; axis++) outer *= shape[axis];
        for (int axis = along + 1; axis < shape.Rank; axis++) inner *= shape[axis];
        Lines<T>().Run(operands[0].Pointer, outer, shape[along], inner, result.Pointer);
    }

    internal sealed override AxisParameters? Draw(OperandDraw draw) => AxisParameters.Of(draw.Axis(
        draw.Operand(shape => shape.Rank > 0, () => draw.NewShape(1 + draw.Below(OperandDraw.MostAxes)))));

    /// <summary>What is done to each line.</summary>
    protected abstract LineMap<T> Lines<T>() where T : unmanaged, IFloatingPointIeee754<T>;

    private protected sealed override AxisParameters? MakeParameters(ArgumentValues values)
    {
        int[] axes = values.Axes("axis");
        if (axes.Length > 1) throw Misfit($"[{string.Join(", ", axes)}] are several axes; give one");
        return axes.Length == 0 ? null : AxisParameters.Of(axes[0]);
    }

    private static int AxisOf(Parameters? parameters) => ((AxisParameters?)parameters)?.Axis ?? -1;
}

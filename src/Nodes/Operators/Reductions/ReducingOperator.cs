using Dataflow.Nodes.Kernels;

namespace Dataflow.Nodes.Operators;

/// <summary>What operators share that make one element of many: their axes, and the shape that is left.</summary>
internal abstract class ReducingOperator : Operator
{
    protected ReducingOperator(string name, string summary, params ReadOnlySpan<Argument> more)
        : base(name, summary, "x") => Arguments =
    [
        new("axis", ArgumentKind.IntegerList, "The axes to reduce; negative ones count from the end.", "[]"),
        new("keep_dims", ArgumentKind.Boolean, "Whether reduced axes stay, with one element.", "false"),
        .. more,
    ];

    /// <summary>Whether there is no result over no elements.</summary>
    protected abstract bool NeedsElements { get; }

    public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
    {
        var given = (ReductionParameters?)parameters;
        if (operands[0] is not { } shape) return given is null or { Axes: null, KeepDims: false } ? Shape.Scalar : null;
        bool[] reduced = WhichAxes(shape, given);
        List<long> sizes = [];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (reduced[axis] && shape[axis] == 0 && NeedsElements) throw NoElements(shape, axis);
            if (!reduced[axis]) sizes.Add(shape[axis]);
            else if (given is { KeepDims: true }) sizes.Add(1);
        }

        return Shape.Of([.. sizes]);
    }

    internal sealed override ReductionParameters? Draw(OperandDraw draw)
    {
        bool MayGo(Shape shape, int axis) => !NeedsElements || shape[axis] > 0;
        bool Fits(Shape shape) =>
            shape.Length > 0 || Enumerable.Range(0, shape.Rank).Any(axis => MayGo(shape, axis));
        Shape x = draw.Operand(Fits, () => Shape.Of(draw.Size()));
        int[] axes = draw.Axes(x, axis => MayGo(x, axis));
        bool needsOne = axes.Length == 0 && x.Length == 0 && NeedsElements;
        if (needsOne) axes = [Enumerable.Range(0, x.Rank).First(axis => x[axis] > 0)];
        return DrawParameters(draw, axes, draw.Flip());
    }

    /// <summary>Parameters with these axes, all if there are none, and whatever else the operator takes.</summary>
    private protected virtual ReductionParameters? DrawParameters(OperandDraw draw, int[] axes, bool keepDims) =>
        ReductionParameters.Of(axes, keepDims);

    private protected override ReductionParameters? MakeParameters(ArgumentValues values) =>
        ReductionParameters.Of(values.Axes("axis"), values.Boolean("keep_dims", false));

    /// <summary>Which axes go.</summary>
    protected bool[] WhichAxes(Shape shape, Parameters? parameters)
    {
        bool[] reduced = new bool[shape.Rank];
        if (((ReductionParameters?)parameters)?.Axes is not { } axes)
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

    /// <summary>Whether there are elements, and the axes that go are the last ones.</summary>
    protected bool LastAxesGo(Shape operand, Parameters? parameters)
    {
        bool[] reduced = WhichAxes(operand, parameters);
        int first = Array.IndexOf(reduced, true);
        return operand.Length > 0 && first >= 0 && Array.TrueForAll(reduced[first..], isReduced => isReduced);
    }

    private ShapeException NoElements(Shape shape, int axis) =>
        Misfit($"there is no {Name} over no elements: axis {axis} of shape {shape} is empty; reduce other axes only");
}

namespace Dataflow.Nodes.Tests.Operators;

public sealed class ShapeErrorTests
{
    public static TheoryData<string, Action> Misfits => new()
    {
        { "dot: inner sizes differ: left is [3, 4] (4 columns), right is [5, 2] (5 rows)",
            () => Of(3, 4).Dot(Of(5, 2)) },
        { "dot: inner sizes differ: left is [3] (3 elements), right is [4] (4 elements)", () => Of(3).Dot(Of(4)) },
        { "dot: the right operand has shape [] but must be a vector or a matrix; multiply by a scalar with mul",
            () => Of(3).Dot(Of()) },
        { "matmul: inner sizes differ: 4 of the left [3, 4], 5 of the right [5, 2]", () => Of(3, 4).MatMul(Of(5, 2)) },
        { "matmul: the left operand has shape [] but must have an axis; multiply by a scalar with mul",
            () => Of().MatMul(Of(3)) },
        { "matmul: the right operand is a vector, [3]; only matrices are transposed",
            () => Of(3, 3).MatMul(Of(3), transposeRight: true) },
        { "dot: the left operand has shape [2, 2, 2] but must be a vector or a matrix; reshape or slice it first",
            () => Of(2, 2, 2).Dot(Of(2)) },
        { "min: there is no min over no elements: axis 0 of shape [0, 3] is empty; reduce other axes only",
            () => Of(0, 3).Min(0) },
        { "sum: axis 1 is given twice in [1, -1]; give each axis once", () => Of(2, 3).Sum([1, -1]) },
        { "reshape: 6 elements of shape [2, 3] do not fill [4, -1]; the lengths must be equal",
            () => Of(2, 3).Reshape(4, -1) },
        { "reshape: sizes [-1, -1] should be zero or more, and at most one of them -1", () => Of(6).Reshape(-1, -1) },
        { "reshape: 0 elements of shape [0] do not fill [0, -1]; the lengths must be equal",
            () => Of(0).Reshape(0, -1) },
        { "transpose: axes [0, 0] should name each of the 2 axes of shape [2, 3] once",
            () => Of(2, 3).Transpose(0, 0) },
        { "transpose: axes [0] should name each of the 2 axes of shape [2, 3] once", () => Of(2, 3).Transpose(0) },
        { "slice: index 3 is outside axis 1 of shape [2, 3]; give -3 to 2", () => Of(2, 3).Slice(0, 3) },
        { "slice: index -3 is outside axis 0 of shape [2, 3]; give -2 to 1", () => Of(2, 3).Slice(-3) },
        { "slice: [1, 1] is for 2 axes, but shape [3] has 1; give no more", () => Of(3).Slice(1, 1) },
        { "slice: a step of 0 goes nowhere; give 1 or more, or -1 or less", () => AxisSlice.Range(step: 0) },
        { "argmax: places along several axes [0, 1] have no order; give one axis, or none for all",
            () => NdArray<double>.Apply(ArgMaxOperator.Definition, ReductionParameters.Of([0, 1], false), Of(2, 3)) },
        { "argmin: there is no argmin over no elements: axis 0 of shape [0, 3] is empty; reduce other axes only",
            () => Of(0, 3).ArgMin(0) },
        { "softmax: axis 1 is outside -1..0, the axes of shape [3]", () => Of(3).Softmax(1) },
        { "sort: axis -1 was asked for, but a scalar has no axes", () => Of().Sort() },
        { "concatenate: shapes [2, 3] and [3, 2] do not join along axis 0; the other sizes must be equal",
            () => Of(2, 3).Concatenate(Of(3, 2)) },
        { "pad: widths [-1] should be zero or more", () => Of(2, 3).Pad(-1) },
        { "pad: widths [1, 2, 3] should be one number, or one for each of the 2 axes of [2, 3]",
            () => Of(2, 3).Pad([1, 2, 3], [0]) },
        { "broadcast_to: shape [3] does not stretch to [4]; sizes must be equal, or 1 to begin with",
            () => Of(3).BroadcastTo(4) },
        { "expand_dims: axis 3 is outside -3..2, the places in shape [2, 3]", () => Of(2, 3).ExpandDims(3) },
        { "squeeze: axis 0 of shape [2, 1] has 2 elements, not one", () => Of(2, 1).Squeeze(0) },
    };

    [Theory, MemberData(nameof(Misfits))]
    public void Apply_Misfit_SaysWhatCameAndWhatToDo(string message, Action call) =>
        Assert.Equal(message, Assert.Throws<ShapeException>(call).Message);

    [Fact]
    public void Apply_ShapesThatDoNotBroadcast_NamesTheOperatorAndBothShapes()
    {
        string message = Assert.Throws<ShapeException>(() => Of(3, 4) + Of(5)).Message;
        Assert.StartsWith("add: ", message, StringComparison.Ordinal);
        Assert.Contains("[3, 4]", message, StringComparison.Ordinal);
        Assert.Contains("[5]", message, StringComparison.Ordinal);
        Assert.StartsWith("sum: ", Assert.Throws<ShapeException>(() => Of(3).Sum(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InferShape_CertainMisfitBesideAnUnknown_ThrowsAtOnce()
    {
        Shape three = Shape.Of(3), four = Shape.Of(4);
        Assert.Throws<ShapeException>(() => ClipOperator.Definition.InferShape([three, null, four], null));
        Assert.Throws<ShapeException>(() => DotOperator.Definition.InferShape([null, Shape.Scalar], null));
        Assert.Equal(Shape.Scalar, SumOperator.Definition.InferShape([null], null));
        Assert.Equal(Shape.Of(2, 3), ReshapeOperator.Definition.InferShape([null], new ReshapeParameters([2, 3])));
    }

    [Fact]
    public void Apply_WrongNumberOfOperands_SaysSo() => Assert.Equal(
        "add: 2 operands expected, but 1 came",
        Assert.Throws<DataflowException>(() => NdArray<double>.Apply(AddOperator.Definition, null, Of(3))).Message);

    private static NdArray<double> Of(params ReadOnlySpan<long> sizes) => NdArray<double>.Zeros(sizes);
}

namespace Dataflow;

/// <content>The signs of C# on arrays: they compute at once.</content>
public sealed partial class NdArray<T>
{
    /// <inheritdoc/>
    public static NdArray<T> operator -(NdArray<T> x) => Apply(NegOperator.Definition, null, x);

    /// <inheritdoc/>
    public static NdArray<T> operator +(NdArray<T> x, NdArray<T> y) => Apply(AddOperator.Definition, null, x, y);

    /// <inheritdoc/>
    public static NdArray<T> operator +(NdArray<T> x, double y) =>
        Apply(AddOperator.Definition, null, x, Operands.Number(x, y));

    /// <inheritdoc/>
    public static NdArray<T> operator +(double x, NdArray<T> y) =>
        Apply(AddOperator.Definition, null, Operands.Number(y, x), y);

    /// <inheritdoc/>
    public static NdArray<T> operator -(NdArray<T> x, NdArray<T> y) => Apply(SubOperator.Definition, null, x, y);

    /// <inheritdoc/>
    public static NdArray<T> operator -(NdArray<T> x, double y) =>
        Apply(SubOperator.Definition, null, x, Operands.Number(x, y));

    /// <inheritdoc/>
    public static NdArray<T> operator -(double x, NdArray<T> y) =>
        Apply(SubOperator.Definition, null, Operands.Number(y, x), y);

    /// <inheritdoc/>
    public static NdArray<T> operator *(NdArray<T> x, NdArray<T> y) => Apply(MulOperator.Definition, null, x, y);

    /// <inheritdoc/>
    public static NdArray<T> operator *(NdArray<T> x, double y) =>
        Apply(MulOperator.Definition, null, x, Operands.Number(x, y));

    /// <inheritdoc/>
    public static NdArray<T> operator *(double x, NdArray<T> y) =>
        Apply(MulOperator.Definition, null, Operands.Number(y, x), y);

    /// <inheritdoc/>
    public static NdArray<T> operator /(NdArray<T> x, NdArray<T> y) => Apply(DivOperator.Definition, null, x, y);

    /// <inheritdoc/>
    public static NdArray<T> operator /(NdArray<T> x, double y) =>
        Apply(DivOperator.Definition, null, x, Operands.Number(x, y));

    /// <inheritdoc/>
    public static NdArray<T> operator /(double x, NdArray<T> y) =>
        Apply(DivOperator.Definition, null, Operands.Number(y, x), y);

    /// <inheritdoc/>
    public static NdArray<T> operator %(NdArray<T> x, NdArray<T> y) => Apply(FmodOperator.Definition, null, x, y);

    /// <inheritdoc/>
    public static NdArray<T> operator %(NdArray<T> x, double y) =>
        Apply(FmodOperator.Definition, null, x, Operands.Number(x, y));

    /// <inheritdoc/>
    public static NdArray<T> operator %(double x, NdArray<T> y) =>
        Apply(FmodOperator.Definition, null, Operands.Number(y, x), y);

    /// <inheritdoc/>
    public static NdArray<T> operator <(NdArray<T> x, NdArray<T> y) => Apply(LessOperator.Definition, null, x, y);

    /// <inheritdoc/>
    public static NdArray<T> operator <(NdArray<T> x, double y) =>
        Apply(LessOperator.Definition, null, x, Operands.Number(x, y));

    /// <inheritdoc/>
    public static NdArray<T> operator <(double x, NdArray<T> y) =>
        Apply(LessOperator.Definition, null, Operands.Number(y, x), y);

    /// <inheritdoc/>
    public static NdArray<T> operator >(NdArray<T> x, NdArray<T> y) => Apply(GreaterOperator.Definition, null, x, y);

    /// <inheritdoc/>
    public static NdArray<T> operator >(NdArray<T> x, double y) =>
        Apply(GreaterOperator.Definition, null, x, Operands.Number(x, y));

    /// <inheritdoc/>
    public static NdArray<T> operator >(double x, NdArray<T> y) =>
        Apply(GreaterOperator.Definition, null, Operands.Number(y, x), y);

    /// <inheritdoc/>
    public static NdArray<T> operator <=(NdArray<T> x, NdArray<T> y) => Apply(LessEqualOperator.Definition, null, x, y);

    /// <inheritdoc/>
    public static NdArray<T> operator <=(NdArray<T> x, double y) =>
        Apply(LessEqualOperator.Definition, null, x, Operands.Number(x, y));

    /// <inheritdoc/>
    public static NdArray<T> operator <=(double x, NdArray<T> y) =>
        Apply(LessEqualOperator.Definition, null, Operands.Number(y, x), y);

    /// <inheritdoc/>
    public static NdArray<T> operator >=(NdArray<T> x, NdArray<T> y) =>
        Apply(GreaterEqualOperator.Definition, null, x, y);

    /// <inheritdoc/>
    public static NdArray<T> operator >=(NdArray<T> x, double y) =>
        Apply(GreaterEqualOperator.Definition, null, x, Operands.Number(x, y));

    /// <inheritdoc/>
    public static NdArray<T> operator >=(double x, NdArray<T> y) =>
        Apply(GreaterEqualOperator.Definition, null, Operands.Number(y, x), y);
}

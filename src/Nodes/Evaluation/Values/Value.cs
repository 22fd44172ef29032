using System.Numerics;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// What a node has: a number, an array, or the fault that is why it has neither; inside a shard also a computation that
/// waits to be run together with the one that reads it. Numbers are carried without an object, because graphs of
/// numbers have millions of them; a float travels as the double of the same value.
/// </summary>
internal readonly struct Value(double number, object? content)
{
    public double Number { get; } = number;

    /// <summary>The array, the fault or the computation; null for a number.</summary>
    public object? Content { get; } = content;

    public bool IsNumber => Content is null;

    public NdArray? Array => Content as NdArray;

    public Fault? Fault => Content as Fault;

    public Computation? Waiting => Content as Computation;

    public Shape? Shape => Content is null ? Shape.Scalar : Array?.Shape ?? Waiting?.Shape;

    public long Bytes => Content is NdArray array ? array.Bytes : 0;

    public static Value Of(double number) => new(number, null);

    public static Value Of(Fault fault) => new(0, fault);

    /// <summary>An array's value; one of rank 0 becomes a number, and its lease ends here.</summary>
    public static Value Take(NdArray array)
    {
        if (!array.IsScalar) return new Value(0, array);
        double number = array is NdArray<float> single ? single.ToScalar() : ((NdArray<double>)array).ToScalar();
        array.Release();
        return Of(number);
    }

    /// <summary>One lease more on the array or the computation, if it is one.</summary>
    public Value Retain()
    {
        if (Content is NdArray array) array.Retain();
        else if (Content is Computation computation) computation.Retain();
        return this;
    }

    /// <summary>One lease less on the array or the computation, if it is one.</summary>
    public void Release()
    {
        if (Content is NdArray array) array.Release();
        else if (Content is Computation computation) computation.Release();
    }

    /// <summary>The same as an array; a number becomes one of rank 0. The caller gets a lease of its own.</summary>
    public NdArray<T> Lease<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Content is null) return NdArray<T>.Scalar(T.CreateTruncating(Number));
        Array!.Retain();
        return (NdArray<T>)Array;
    }

    /// <summary>Whether two numbers have the same bits; false when either is not a number.</summary>
    public static bool AreSameNumber(in Value x, in Value y) =>
        x.Content is null && y.Content is null
        && BitConverter.DoubleToInt64Bits(x.Number) == BitConverter.DoubleToInt64Bits(y.Number);

    /// <summary>Whether two arrays have the same shape and elements.</summary>
    public static bool AreSameArray(in Value x, in Value y) => (x.Content, y.Content) switch
    {
        (NdArray<double> left, NdArray<double> right) => left.ValueEquals(right),
        (NdArray<float> left, NdArray<float> right) => left.ValueEquals(right),
        _ => false,
    };
}

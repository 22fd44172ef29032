using System.Numerics;

namespace Dataflow.TestKit.Operators;

/// <summary>
/// An array as references have it: doubles in row order, reached by their indexes; none of the engine's memory, loops
/// or short cuts. A float is the double of the same value.
/// </summary>
internal sealed class Table(Shape shape, double[] values)
{
    public Shape Shape { get; } = shape;

    public double[] Values { get; } = values;

    public static Table Of<T>(NdArray<T> array) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> elements = array.AsSpan();
        double[] values = new double[elements.Length];
        for (int i = 0; i < values.Length; i++) values[i] = double.CreateTruncating(elements[i]);
        return new Table(array.Shape, values);
    }

    public NdArray<T> To<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] elements = new T[Values.Length];
        for (int i = 0; i < elements.Length; i++) elements[i] = T.CreateTruncating(Values[i]);
        return NdArray<T>.Move(elements, Shape);
    }

    /// <summary>A table of what a function gives for each index. The index is one array that goes on.</summary>
    public static Table Fill(Shape shape, Func<long[], double> element)
    {
        double[] values = new double[shape.Length];
        long[] index = new long[shape.Rank];
        for (long i = 0; i < values.Length; i++)
        {
            values[i] = element(index);
            Advance(index, shape);
        }

        return new Table(shape, values);
    }

    /// <summary>The same with each element changed.</summary>
    public Table Map(Converter<double, double> change) => new(Shape, Array.ConvertAll(Values, change));

    /// <summary>The same elements in another shape.</summary>
    public Table In(Shape shape) => new(shape, Values);

    /// <summary>The element at an index of a shape that this broadcasts to.</summary>
    public double At(ReadOnlySpan<long> index)
    {
        long flat = 0;
        for (int axis = 0, ahead = index.Length - Shape.Rank; axis < Shape.Rank; axis++)
            flat = (flat * Shape[axis]) + (Shape[axis] == 1 ? 0 : index[ahead + axis]);
        return Values[flat];
    }

    /// <summary>To the next index in row order.</summary>
    private static void Advance(long[] index, Shape shape)
    {
        for (int axis = index.Length - 1; axis >= 0; axis--)
        {
            if (++index[axis] < shape[axis]) return;
            index[axis] = 0;
        }
    }
}

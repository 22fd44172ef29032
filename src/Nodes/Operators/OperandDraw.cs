namespace Dataflow.Nodes.Operators;

/// <summary>
/// Draws calls that must work: operands, by their shapes, and parameters. What is legal every operator says once, in
/// <see cref="Operator.Draw"/>; where operands come from, made for the call or chosen among those of a graph, is up to
/// who draws. So whatever draws calls of all operators draws those of one that is added later.
/// </summary>
/// <param name="chance">What everything is drawn from.</param>
/// <param name="mostElements">How many elements a new operand has at most.</param>
internal abstract class OperandDraw(Random chance, int mostElements)
{
    // Around these, kernels change their way: widths of vectors, short rows, tiles, leaves of sums.
    private static readonly int[] EdgeSizes = [8, 16, 31, 32, 33, 64, 65, 127, 128, 129, 256, 257, 1023, 1024, 1025];
    private static readonly double[] SomeNumbers = [0, -0.0, 1, -1, 0.5, 1.5, -2.25, 3, 0.1];
    private static readonly double[] OddNumbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private readonly List<Shape> _shapes = [];

    /// <summary>How many axes a new operand has at most.</summary>
    public const int MostAxes = 4;

    /// <summary>The shapes of the operands that the call has so far.</summary>
    public IReadOnlyList<Shape> Shapes => _shapes;

    /// <summary>The call's next operand, of any shape.</summary>
    public Shape Operand() => Operand(_ => true, NewShape);

    /// <summary>The call's next operand.</summary>
    /// <param name="fits">Whether a shape is legal for it.</param>
    /// <param name="make">A legal shape, for when no other one is at hand.</param>
    public Shape Operand(Func<Shape, bool> fits, Func<Shape> make)
    {
        Shape shape = Choose(fits, make);
        _shapes.Add(shape);
        return shape;
    }

    /// <summary>The call's next operand, which broadcasts with a shape; mostly it has that shape.</summary>
    public Shape OperandBeside(Shape shape) => Below(3) > 0
        ? Operand(shape.Equals, () => Beside(shape))
        : Operand(other => Broadcasts(shape, other), () => Beside(shape));

    /// <summary>Whether two shapes broadcast.</summary>
    public static bool Broadcasts(Shape x, Shape y)
    {
        for (int axis = 1; axis <= Math.Min(x.Rank, y.Rank); axis++)
        {
            if (x[-axis] != y[-axis] && x[-axis] != 1 && y[-axis] != 1) return false;
        }

        return true;
    }

    /// <summary>A number from 0 to below a limit.</summary>
    public int Below(int limit) => chance.Next(limit);

    /// <summary>Yes or no.</summary>
    public bool Flip() => Below(2) == 0;

    /// <summary>A number as parameters have it: mostly plain, now and then infinite or NaN.</summary>
    public double Number() => Below(24) == 0 ? OddNumbers[Below(OddNumbers.Length)]
        : Flip() ? SomeNumbers[Below(SomeNumbers.Length)] : Math.Round((chance.NextDouble() * 6) - 3, 3);

    /// <summary>One of a shape's axes, half of the time counted from the end.</summary>
    public int Axis(Shape shape) => Signed(Below(shape.Rank), shape.Rank);

    /// <summary>Some of a shape's axes that may be taken, in any order; perhaps none.</summary>
    public int[] Axes(Shape shape, Func<int, bool> may) =>
        [.. Shuffled(shape.Rank).Where(axis => may(axis) && Flip()).Select(axis => Signed(axis, shape.Rank))];

    /// <summary>All numbers below a count, in any order.</summary>
    public int[] Shuffled(int count)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        chance.Shuffle(all);
        return all;
    }

    /// <summary>The axis, half of the time counted from the end.</summary>
    public int Signed(int axis, int rank) => Flip() ? axis : axis - rank;

    /// <summary>Any shape: mostly a small one, and of any rank.</summary>
    public Shape NewShape() => NewShape(Below(10) switch { 0 => 0, < 4 => 1, < 7 => 2, < 9 => 3, _ => MostAxes });

    /// <summary>Any shape of a rank.</summary>
    public Shape NewShape(int rank)
    {
        int room = Below(4) == 0 ? mostElements : Math.Min(mostElements, 60);
        long[] sizes = new long[rank];
        foreach (int axis in Shuffled(rank))
        {
            sizes[axis] = Size(room);
            room /= (int)Math.Max(1, sizes[axis]);
        }

        if (rank > 0 && Below(24) == 0) sizes[Below(rank)] = 0;
        return Shape.Of(sizes);
    }

    /// <summary>The size of a new axis, from 1 to so many: mostly a small one.</summary>
    public long Size(int most = 9) => Below(8) switch
    {
        0 => 1,
        1 when most >= EdgeSizes[0] => EdgeSizes[Below(EdgeSizes.Count(size => size <= most))],
        2 => 1 + Below(Math.Max(1, most)),
        _ => 1 + Below(Math.Clamp(most, 1, 7)),
    };

    /// <summary>The size of one more axis of an array that has so many elements along its others.</summary>
    public long SizeBeside(long others) => Size((int)Math.Max(1, mostElements / Math.Max(1, others)));

    /// <summary>A shape that is legal for the call's next operand.</summary>
    protected abstract Shape Choose(Func<Shape, bool> fits, Func<Shape> make);

    /// <summary>Begins another call.</summary>
    protected void Clear() => _shapes.Clear();

    private Shape Beside(Shape shape)
    {
        if (Flip()) return shape;
        long[] sizes = [.. shape.Dimensions.ToArray().Select(size => Below(3) > 0 ? size : size == 1 ? Size() : 1)];
        return Shape.Of(sizes.AsSpan(Below(sizes.Length + 1)));
    }
}

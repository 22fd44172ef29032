using System.Numerics;

namespace Dataflow.Nodes.Operators;

/// <summary>An operator that makes an array of nothing but its parameters: element i is start + i * step.</summary>
internal abstract class CreationOperator(string name, string summary) : Operator(name, summary)
{
    protected static Argument ShapeArgument { get; } =
        new("shape", ArgumentKind.IntegerList, "The size of each axis.");

    public sealed override Shape InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters) =>
        ((CreationParameters)parameters!).Shape;

    internal sealed override unsafe void Execute<T>(
        ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
    {
        (_, double start, double step) = (CreationParameters)parameters!;
        T* target = result.Pointer;
        // In double for both element types; start itself, not start + 0, so that -0 keeps its sign.
        T first = T.CreateTruncating(start);
        for (long i = 0; i < result.Length; i++)
            target[i] = step == 0 || i == 0 ? first : T.CreateTruncating(start + (i * step));
    }

    internal sealed override CreationParameters Draw(OperandDraw draw)
    {
        var numbers = new ArgumentValues();
        foreach (Argument argument in Arguments.Where(argument => argument.Kind == ArgumentKind.Number))
            numbers.Add(argument.Name, draw.Number());
        return MakeParameters(draw.NewShape(), numbers);
    }

    private protected sealed override CreationParameters MakeParameters(ArgumentValues values)
    {
        ValueList<long> sizes = values.Integers("shape")!;
        if (sizes.Any(size => size < 0)) throw Misfit($"shape {sizes} should have sizes of zero or more");
        return MakeParameters(Shape.Of(sizes.AsSpan()), values);
    }

    private protected abstract CreationParameters MakeParameters(Shape shape, ArgumentValues values);
}

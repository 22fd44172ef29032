using System.Numerics;
using Dataflow.Benchmarks.Comparing;
using Dataflow.Nodes.Operators;

namespace Dataflow.Benchmarks.Arrays;

/// <summary>A function's loop along a row, as the tile machine calls it.</summary>
internal sealed unsafe class FunctionWork<T> : Work where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly delegate*<T**, long*, T*, long, void> _row;
    private readonly NdArray<T> _first;
    private readonly NdArray<T> _second;
    private readonly NdArray<T> _result;

    public FunctionWork(ElementwiseOperator op, Function function, int length)
    {
        _row = op.Row<T>();
        _result = NdArray<T>.Allocate(Shape.Of(length));
        _first = Numbers.Of<T>(_result.Shape, 1, function.Low, function.High);
        _second = function.Second is { } second
            ? Numbers.Of<T>(_result.Shape, 2, second.Low, second.High)
            : _first;
    }

    public override void Run()
    {
        T** operands = stackalloc T*[] { _first.Pointer, _second.Pointer };
        long* steps = stackalloc long[] { 1, 1 };
        _row(operands, steps, _result.Pointer, _result.Length);
    }

    public override double Checksum()
    {
        Run();
        return Checksums.Of(_result);
    }
}

using System.Numerics;
using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;
using Dataflow.TestKit.Operators;

namespace Dataflow.Contracts.Operators;

/// <summary>A row of any elementwise operator has the same bits whatever the width of the vectors.</summary>
public abstract class WidthContract<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static TheoryData<string> Elementwise =>
        [.. OperatorCatalogue.All.Where(op => op is ElementwiseOperator).Select(op => op.Name)];

    [Theory, MemberData(nameof(Elementwise))]
    public void Row_EveryWidthAndStep_GivesTheScalarsBits(string name)
    {
        var op = (ElementwiseOperator)OperatorCatalogue.Find(name)!;
        foreach (int length in (int[])[1, 2, 3, 7, 8, 9, 16, 31, 33, 64, 67, 1000])
        {
            NdArray<T>[] operands =
                [.. Enumerable.Range(0, op.Arity).Select(i => Specials.Array<T>(Shape.Of(length), (length * 7) + i))];
            for (int dense = 0; dense < 1 << op.Arity; dense++)
            {
                NdArray<T> expected = Run(op, VectorWidth.Scalar, operands, dense);
                foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
                    Specials.AssertSame(expected, Run(op, width, operands, dense), $"{op}, {width}, {length} long");
            }
        }
    }

    private static unsafe NdArray<T> Run(ElementwiseOperator op, VectorWidth width, NdArray<T>[] operands, int dense)
    {
        NdArray<T> result = NdArray<T>.Full(operands[0].Shape, double.NaN);
        T** pointers = stackalloc T*[operands.Length];
        long* steps = stackalloc long[operands.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            pointers[i] = operands[i].Pointer;
            steps[i] = (dense >> i) & 1;
        }

        op.Row<T>(width)(pointers, steps, result.Pointer, result.Length);
        return result;
    }
}

public sealed class DoubleWidthContract : WidthContract<double>;

public sealed class FloatWidthContract : WidthContract<float>;

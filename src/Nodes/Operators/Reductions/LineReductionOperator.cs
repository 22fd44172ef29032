using System.Numerics;
using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Memory;

namespace Dataflow.Nodes.Operators;

/// <summary>
/// A reduction that has to see all elements that become one as a line: where the axes that go do not stand together,
/// the array is first copied so that they do.
/// </summary>
internal abstract unsafe class LineReductionOperator(string name, string summary, params ReadOnlySpan<Argument> more)
    : ReducingOperator(name, summary, more)
{
    internal sealed override void Execute<T>(
        ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
    {
        ArrayElements<T> x = operands[0];
        bool[] reduced = WhichAxes(x.Shape, parameters);
        bool[] matters = [.. reduced.Select((_, axis) => x.Shape[axis] != 1)];
        int first = Array.FindIndex(reduced, (axis) => axis), last = Array.FindLastIndex(reduced, (axis) => axis);
        bool isOneLine = Enumerable.Range(0, reduced.Length)
            .All(axis => axis < first || axis > last || reduced[axis] || !matters[axis]);
        if (!isOneLine)
        {
            Apart(x, reduced, parameters, result);
            return;
        }

        (long outer, long size, long inner) = (1, 1, 1);
        for (int axis = 0; axis < reduced.Length; axis++)
        {
            if (reduced[axis]) size *= x.Shape[axis];
            else if (first < 0 || axis < first) outer *= x.Shape[axis];
            else inner *= x.Shape[axis];
        }

        Reduce(x.Pointer, outer, size, inner, parameters, result.Pointer);
    }

    /// <summary>Reduces the middle of [outer, size, inner].</summary>
    protected abstract void Reduce<T>(T* x, long outer, long size, long inner, Parameters? parameters, T* result)
        where T : unmanaged, IFloatingPointIeee754<T>;

    private void Apart<T>(ArrayElements<T> x, bool[] reduced, Parameters? parameters, ArrayElements<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[] order = [.. Enumerable.Range(0, reduced.Length).OrderBy(axis => reduced[axis])];
        long[] steps = ShapeRules.Steps(x.Shape);
        long[] sizes = [.. order.Select(axis => x.Shape[axis])], moved = [.. order.Select(axis => steps[axis])];
        ArrayElements<T> together = ArrayElements<T>.Allocate(x.Shape);
        StridedCopy.Run(x.Pointer, sizes, moved, together.Pointer);
        long count = result.Length;
        Reduce(together.Pointer, count, count == 0 ? 0 : x.Length / count, 1, parameters, result.Pointer);
        together.Release();
    }
}

using System.Numerics;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Evaluation;

/// <summary>What variables have, as a store has it.</summary>
internal static class StoredValues
{
    /// <summary>
    /// A variable's value from a revision on. An array that was assigned is a user's, so that it never changes and the
    /// store needs no lease on it.
    /// </summary>
    public static StoredValue Of(GraphNode variable, in Value value, Revision revision) =>
        new(new NodeId(variable.Id), ArrayOf(variable, value), revision);

    private static NdArray ArrayOf(GraphNode variable, in Value value) =>
        variable.ElementType == ElementType.Float32 ? ArrayOf<float>(value) : ArrayOf<double>(value);

    private static NdArray<T> ArrayOf<T>(in Value value) where T : unmanaged, IFloatingPointIeee754<T> =>
        value.Array as NdArray<T> ?? NdArray<T>.Scalar(T.CreateTruncating(value.Number));
}

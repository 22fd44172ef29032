using System.Numerics;
using Dataflow.Nodes.Kernels;

namespace Dataflow.Nodes.Operators;

/// <summary>A reduction that can take its operand tile by tile from whoever computes it.</summary>
internal interface ITileReduction
{
    /// <summary>Whether it can, for an operand of this shape: the last axes go, the first ones stay.</summary>
    bool TakesTiles(Shape operand, Parameters? parameters);

    /// <summary>Fills the result as Execute does, bit by bit, from a source of the operand's elements.</summary>
    void Reduce<T>(ITileSource<T> source, Shape operand, Parameters? parameters, ArrayElements<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>;
}

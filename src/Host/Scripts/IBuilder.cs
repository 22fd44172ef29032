using System.Numerics;
using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Scripts;

/// <summary>What an expression is made into: nodes of a graph, or arrays at once.</summary>
internal interface IBuilder<T, TNode> where T : unmanaged, IFloatingPointIeee754<T>
{
    TNode Name(string name);

    TNode Constant(NdArray<T> value);

    TNode Load(LoadCall call);

    /// <exception cref="DataflowException">The operands do not fit.</exception>
    TNode Apply(Operator op, Parameters? parameters, ReadOnlySpan<TNode> operands);
}

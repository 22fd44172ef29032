namespace Dataflow.Nodes.Graphs;

/// <summary>What a node is: something assigned, something fixed, or an operator applied to operands.</summary>
internal enum NodeKind : byte
{
    Variable,
    Constant,
    Operation,
}

namespace Dataflow.Nodes.Graphs;

/// <summary>An operator applied to nodes: what two operations must agree in to be one node.</summary>
internal readonly ref struct Formula(
    Operator op, Parameters? parameters, ElementType elementType, ReadOnlySpan<GraphNode> operands)
{
    public Operator Operator { get; } = op;

    public Parameters? Parameters { get; } = parameters;

    public ElementType ElementType { get; } = elementType;

    public ReadOnlySpan<GraphNode> Operands { get; } = operands;

    /// <summary>
    /// Equal formulas have equal hashes. Operands count by their numbers: a graph is mostly built in order, so
    /// neighbours in the graph become neighbours in the table, which a cache likes; the difference of two operands,
    /// spread by Knuth's golden multiplier, keeps all pairs of many operands apart.
    /// </summary>
    public int Hash()
    {
        const uint golden = 0x9E3779B1;
        uint hash = Mix((uint)System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Operator) + (uint)ElementType);
        uint before = 0;
        for (int i = 0; i < Operands.Length; i++)
        {
            uint id = (uint)Operands[i].Id;
            hash += i == 0 ? id : (id - before) * (golden + (2 * (uint)i));
            before = id;
        }

        return (int)(Parameters is null ? hash : Mix(hash ^ (uint)Parameters.GetHashCode()));
    }

    /// <summary>Whether <paramref name="node"/> is this formula.</summary>
    public bool IsThatOf(GraphNode node)
    {
        if (!ReferenceEquals(node.Operator, Operator) || node.ElementType != ElementType) return false;
        if (node.OperandCount != Operands.Length) return false;
        for (int i = 0; i < Operands.Length; i++)
        {
            if (!ReferenceEquals(node.Operand(i), Operands[i])) return false;
        }

        return Equals(node.Parameters, Parameters);
    }

    // The finalizer of MurmurHash3 (Austin Appleby, public domain): every input bit reaches every output bit.
    private static uint Mix(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}

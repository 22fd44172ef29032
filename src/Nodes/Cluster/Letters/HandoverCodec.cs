using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>A whole graph as one letter, and back: its nodes, the variables' values, the sessions.</summary>
internal static class HandoverCodec
{
    /// <summary>The leases of the values go into the letter.</summary>
    public static Letter Encode(string name, Graph graph, StoredGraph content)
    {
        var arrays = new List<NdArray>();
        var record = new StoredRecord { Revision = content.Revision.Number };
        foreach (GraphNode node in Traversal.OperandsFirst(graph.Nodes))
        {
            Definition definition = DefinitionCodec.Encode(node, graph.WhereOf(node), arrays);
            record.Definitions.Add(new StoredDefinition { Node = definition });
        }

        foreach ((string published, GraphNode node) in graph.Names.All)
            record.Names.Add(new StoredName { Name = published, Node = node.Id });

        HashSet<int> told = [.. record.Definitions.Select(one => one.Node.Id)];
        foreach (StoredValue value in content.Values)
        {
            if (!told.Contains(value.Variable.Value))
            {
                value.Content.Release(); // it left meanwhile
                continue;
            }

            Content encoded = ValueCodec.Encode(Value.Take(value.Content), arrays);
            record.Values.Add(new StoredContent { Node = value.Variable.Value, Value = encoded });
        }

        foreach ((string session, AssignmentNumber number) in content.Sessions)
        {
            record.Sessions.Add(new SessionMark { Session = session, Number = number.Number });
        }

        return new Letter(new Post { Handover = new Handover { Graph = name, Content = record } }, [.. arrays]);
    }

    /// <summary>What a graph's new home begins with. It takes leases of its own.</summary>
    /// <exception cref="LetterFormatException">It has no content, or one without a node or an array.</exception>
    public static StoredGraph Decode(Handover handover, IReadOnlyList<NdArray> arrays)
    {
        if (handover.Content is null) throw new LetterFormatException($"graph '{handover.Graph}' came without content");
        var elements = new Dictionary<int, Element>();
        foreach (StoredDefinition one in handover.Content.Definitions)
        {
            if (one.Node is null) throw new LetterFormatException($"graph '{handover.Graph}' came without a node");
            elements[one.Node.Id] = one.Node.Element;
        }

        return Decode(handover, arrays, elements);
    }

    private static StoredGraph Decode(
        Handover handover, IReadOnlyList<NdArray> arrays, Dictionary<int, Element> elements) => new()
    {
        Revision = new Revision(handover.Content.Revision),
        Nodes = [.. handover.Content.Definitions.Select(one => new StoredNode(one.Node, ConstantOf(one.Node, arrays)))],
        Values = [.. handover.Content.Values.Select(one => new StoredValue(
            new NodeId(one.Node), ArrayOf(one, elements, arrays), new Revision(handover.Content.Revision)))],
        Names = handover.Content.Names.ToDictionary(one => one.Name, one => one.Node),
        Sessions = handover.Content.Sessions.ToDictionary(
            mark => mark.Session, mark => new AssignmentNumber(mark.Number)),
    };

    /// <summary>A constant stands alone among its arrays where it is restored.</summary>
    private static NdArray? ConstantOf(Definition node, IReadOnlyList<NdArray> arrays)
    {
        if (node.ConstantCase != Definition.ConstantOneofCase.Enclosed) return null;
        if ((uint)node.Enclosed >= arrays.Count)
            throw new LetterFormatException($"constant #{node.Id + 1} came without its array");
        NdArray array = arrays[node.Enclosed];
        node.Enclosed = 0;
        return array;
    }

    private static NdArray ArrayOf(
        StoredContent one, Dictionary<int, Element> elements, IReadOnlyList<NdArray> arrays)
    {
        Value value = ValueCodec.Decode(one.Value, arrays);
        return elements.GetValueOrDefault(one.Node) == Element.Float32
            ? value.Array ?? NdArray<float>.Scalar((float)value.Number)
            : value.Array ?? NdArray<double>.Scalar(value.Number);
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Dataflow.Nodes;
using Dataflow.Nodes.Storage;

namespace Dataflow.TestKit.Histories;

/// <summary>All that is kept of a graph as a text, to the bit, for comparing.</summary>
internal static class StoredText
{
    public static string Of(StoredGraph graph)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"revision {graph.Revision}");
        foreach (StoredNode node in graph.Nodes.OrderBy(node => node.Definition.Id))
            text.AppendLine(CultureInfo.InvariantCulture, $"{node.Definition} {Of(node.Constant)}");
        foreach (StoredValue value in graph.Values)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{value.Variable} from {value.Revision} on {Of(value.Content)}");
        }

        foreach ((string name, int node) in graph.Names.OrderBy(one => one.Key, StringComparer.Ordinal))
            text.AppendLine(CultureInfo.InvariantCulture, $"{name} is node {node}");
        foreach ((string session, AssignmentNumber number) in
            graph.Sessions.OrderBy(mark => mark.Key, StringComparer.Ordinal))
            text.AppendLine(CultureInfo.InvariantCulture, $"{session} {number}");
        return text.ToString();
    }

    private static string Of(NdArray? array) => array switch
    {
        NdArray<double> doubles => $"f64{doubles.Shape} {Hex(MemoryMarshal.AsBytes(doubles.AsSpan()))}",
        NdArray<float> floats => $"f32{floats.Shape} {Hex(MemoryMarshal.AsBytes(floats.AsSpan()))}",
        _ => "-",
    };

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}

using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Client.Sessions;

/// <summary>
/// Which nodes were told over a connection. A node is told with the first request that needs it, operands first, so
/// that whoever was told a node was told all that it depends on. Never recurses: a graph may be a million nodes deep.
/// </summary>
internal sealed class SentNodes
{
    /// <summary>So many definitions are far from filling a frame, and many enough to make frames cheap.</summary>
    private const int NodesPerLetter = 1024;

    // Long names and parameters fill a letter sooner.
    private const int BytesPerLetter = 256 << 10;
    private const int Overhead = 32;
    private const int AxisBytes = 10;

    private NumberSet _sent = new();

    // The home may know these by their numbers, whether or not they have to be told again.
    private readonly NumberSet _known = new();

    public bool Contains(int id) => _sent.Contains(id);

    /// <summary>Whatever was told has to be told again.</summary>
    public void TellAnew() => _sent = new NumberSet();

    /// <summary>The node is forgotten here: true when the home has to be told so, before its number is used again.
    /// </summary>
    public bool Forget(GraphNode node)
    {
        _sent.Remove(node.Id);
        return _known.Remove(node.Id);
    }

    /// <summary>The definitions that these nodes need and that were not told yet; told from now on.</summary>
    /// <param name="outputs">The nodes.</param>
    /// <param name="graph">Their graph.</param>
    /// <param name="maxLetterBytes">How large a letter may be.</param>
    /// <param name="withValues">Variables of this client's own that it has assigned.</param>
    public List<Letter>? Take(
        IReadOnlyList<GraphNode> outputs, Graph graph, int maxLetterBytes, IReadOnlySet<int> withValues)
    {
        Definitions? definitions = null;
        Stack<(GraphNode Node, int Next)>? path = null;
        for (int i = 0; i < outputs.Count; i++)
        {
            if (!TryAdd(outputs[i].Id)) continue;
            definitions ??= new Definitions(graph, maxLetterBytes, withValues);
            path ??= new Stack<(GraphNode, int)>();
            path.Push((outputs[i], 0));
            while (path.TryPop(out var at))
            {
                if (at.Next == at.Node.OperandCount)
                {
                    definitions.Add(at.Node);
                    continue;
                }

                path.Push((at.Node, at.Next + 1));
                GraphNode operand = at.Node.Operand(at.Next);
                if (TryAdd(operand.Id)) path.Push((operand, 0));
            }
        }

        return definitions?.End();
    }

    /// <summary>These definitions were not sent after all.</summary>
    public void Forget(List<Letter> letters)
    {
        foreach (Letter letter in letters)
        {
            foreach (Definition node in letter.Body.Define.Nodes) _sent.Remove(node.Id);
        }
    }

    /// <summary>A node's definition once more, because something about it is new.</summary>
    public static Letter Again(GraphNode node, Graph graph, IReadOnlySet<int> withValues)
    {
        var definitions = new Definitions(graph, int.MaxValue, withValues);
        definitions.Add(node);
        return definitions.End()[0];
    }

    private bool TryAdd(int id)
    {
        _known.Add(id);
        return _sent.Add(id);
    }

    private sealed class Definitions(Graph graph, int maxLetterBytes, IReadOnlySet<int> withValues)
    {
        private readonly int _most = Math.Min(BytesPerLetter, maxLetterBytes - Overhead);
        private readonly List<Letter> _letters = [];
        private readonly List<NdArray> _arrays = [];
        private readonly List<NdArray> _own = [];
        private Define _define = new();
        private int _bytes;

        public void Add(GraphNode node)
        {
            _own.Clear();
            Definition definition = DefinitionCodec.Encode(node, graph.WhereOf(node), _own);
            definition.HadValue = withValues.Contains(node.Id);
            int bytes = definition.CalculateSize() + Overhead;
            bytes += _own.Sum(array => Overhead + (AxisBytes * array.Shape.Rank));
            if (_define.Nodes.Count > 0 && _bytes + bytes > _most) Flush();
            if (_own.Count > 0) definition.Enclosed = _arrays.Count; // its place in this letter
            _arrays.AddRange(_own);
            _define.Nodes.Add(definition);
            _bytes += bytes;
            if (_define.Nodes.Count >= NodesPerLetter) Flush();
        }

        public List<Letter> End()
        {
            if (_define.Nodes.Count > 0) Flush();
            return _letters;
        }

        private void Flush()
        {
            _letters.Add(new Letter(new Post { Define = _define }, [.. _arrays]));
            _define = new Define();
            _bytes = 0;
            _arrays.Clear();
        }
    }
}

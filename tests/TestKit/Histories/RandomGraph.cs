using System.Numerics;
using Dataflow.Nodes.Graphs;

namespace Dataflow.TestKit.Histories;

/// <summary>A graph drawn from a seed: a few variables, operations over them and over each other.</summary>
internal abstract class RandomGraph<T>(Random chance, Graph graph) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<GraphNode> _variables = [];
    private int _names;

    public List<GraphNode> Nodes { get; } = [];

    public IReadOnlyList<GraphNode> Variables => _variables;

    protected Random Chance { get; } = chance;

    protected Graph Graph { get; } = graph;

    public virtual GraphNode AnyNode() => Nodes[Chance.Next(Nodes.Count)];

    public GraphNode AnyVariable() => Variables[Chance.Next(Variables.Count)];

    /// <summary>A value for a variable; now and then of another shape than before, if shapes change.</summary>
    public abstract NdArray<T> AnyValue(GraphNode variable, bool shapesChange);

    /// <summary>Adds a few nodes, some of them with formulas that were there before.</summary>
    public abstract void GrowOn();

    /// <summary>
    /// Lets go of some nodes, each with its hold; those that the others are built from stay without being asked for.
    /// </summary>
    /// <param name="isSpared">Whether a node has to stay.</param>
    public void DropSome(Func<GraphNode, bool> isSpared)
    {
        for (int i = 1 + Chance.Next(6); i > 0 && Nodes.Count > 2; i--)
        {
            int at = Chance.Next(Nodes.Count);
            if (!isSpared(Nodes[at]) && !(IsVariable(at) && Variables.Count < 2)) Drop(at);
        }
    }

    /// <summary>Lets go of all nodes.</summary>
    public void DropAll()
    {
        Graph.Release([.. Nodes]);
        Nodes.Clear();
        _variables.Clear();
    }

    /// <summary>The node is not asked for any more.</summary>
    protected virtual void Forget(GraphNode node)
    {
    }

    protected GraphNode AddVariable(Shape? shape)
    {
        GraphNode variable = Graph.Variable(ElementTypes.Of<T>(), $"v{_names++}", shape);
        _variables.Add(variable);
        Nodes.Add(variable);
        return variable;
    }

    private bool IsVariable(int at) => Nodes[at].Kind == NodeKind.Variable;

    private void Drop(int at)
    {
        GraphNode node = Nodes[at];
        Nodes.RemoveAt(at);
        _variables.Remove(node);
        if (!Nodes.Contains(node)) Forget(node);
        Graph.Release(node);
    }
}

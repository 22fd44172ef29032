using System.Numerics;
using Dataflow.Nodes.Graphs;

namespace Dataflow.TestKit.Histories;

/// <summary>A graph drawn from a seed: a few variables, operations over them and over each other.</summary>
internal abstract class RandomGraph<T>(Random chance, Graph graph) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<GraphNode> _variables = [];

    public List<GraphNode> Nodes { get; } = [];

    public IReadOnlyList<GraphNode> Variables => _variables;

    protected Random Chance { get; } = chance;

    protected Graph Graph { get; } = graph;

    public virtual GraphNode AnyNode() => Nodes[Chance.Next(Nodes.Count)];

    public GraphNode AnyVariable() => Variables[Chance.Next(Variables.Count)];

    /// <summary>A value for a variable; now and then of another shape than before, if shapes change.</summary>
    public abstract NdArray<T> AnyValue(GraphNode variable, bool shapesChange);

    protected GraphNode AddVariable(Shape? shape)
    {
        GraphNode variable = Graph.Variable(ElementTypes.Of<T>(), $"v{_variables.Count}", shape);
        _variables.Add(variable);
        Nodes.Add(variable);
        return variable;
    }
}

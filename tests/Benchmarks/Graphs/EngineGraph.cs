namespace Dataflow.Benchmarks.Graphs;

/// <summary>A measured graph as a user would build it, through the public API.</summary>
internal sealed class EngineGraph
{
    private readonly Context _flow;
    private readonly LazyArray<double>[] _nodes;
    private readonly int _leaves;

    public EngineGraph(GraphShape shape, EngineOptions? options = null)
    {
        _flow = new Context(options);
        _leaves = shape.Leaves;
        _nodes = new LazyArray<double>[shape.Nodes];
        for (int i = 0; i < _nodes.Length; i++) _nodes[i] = Build(shape, i);
    }

    public void Assign(int leaf, double value) => _nodes[leaf].Assign(value);

    public void AssignAll(double value) => _flow.Transaction(transaction =>
    {
        for (int i = 0; i < _leaves; i++) transaction.Assign(_nodes[i], value + i);
    });

    public double Eval() => _nodes[^1].Eval().ToScalar();

    private LazyArray<double> Build(GraphShape shape, int i)
    {
        LazyArray<double> first = shape.First[i] < 0 ? null! : _nodes[shape.First[i]];
        return shape.Steps[i] switch
        {
            Step.AddOne => first + 1,
            Step.Add => first + _nodes[shape.Second[i]],
            Step.Max => first.Max2(_nodes[shape.Second[i]]),
            Step.Half => first * 0.5,
            Step.Quarter => first * 0.25,
            _ => _flow.Variable<double>(),
        };
    }
}

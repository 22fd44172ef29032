namespace Dataflow.Benchmarks.Graphs;

/// <summary>
/// The same graphs with no actors, no threads, no versions, no errors and no counts: a stack and fields. It is the
/// floor under every incremental engine in this language, not an engine.
/// </summary>
internal sealed class FloorGraph
{
    private readonly Node[] _nodes;
    private readonly Stack<Node> _stack = new();

    public FloorGraph(GraphShape shape)
    {
        _nodes = new Node[shape.Nodes];
        for (int i = 0; i < _nodes.Length; i++)
        {
            var node = new Node { Step = shape.Steps[i] };
            if (shape.First[i] >= 0) (node.First = _nodes[shape.First[i]]).Users.Add(node);
            if (shape.Second[i] >= 0) (node.Second = _nodes[shape.Second[i]]).Users.Add(node);
            _nodes[i] = node;
        }
    }

    public void Assign(int leaf, double value)
    {
        Node node = _nodes[leaf];
        node.Value = value;
        Invalidate(node);
        node.IsValid = true;
    }

    public double Eval()
    {
        Node root = _nodes[^1];
        if (!root.IsValid) _stack.Push(root);
        while (_stack.TryPeek(out Node? node))
        {
            if (!node.IsValid && PushInvalid(node)) continue;
            _stack.Pop();
            if (!node.IsValid) node.Compute();
        }

        return root.Value;
    }

    private bool PushInvalid(Node node)
    {
        int before = _stack.Count;
        if (node.First is { IsValid: false } first) _stack.Push(first);
        if (node.Second is { IsValid: false } second) _stack.Push(second);
        return _stack.Count > before;
    }

    private void Invalidate(Node from)
    {
        _stack.Push(from);
        while (_stack.TryPop(out Node? node))
        {
            if (!node.IsValid && node != from) continue;
            node.IsValid = false;
            foreach (Node user in node.Users) _stack.Push(user);
        }
    }

    private sealed class Node
    {
        public Step Step;
        public bool IsValid;
        public double Value;
        public Node? First;
        public Node? Second;
        public readonly List<Node> Users = new(1);

        public void Compute()
        {
            Value = Step switch
            {
                Step.AddOne => First!.Value + 1,
                Step.Add => First!.Value + Second!.Value,
                Step.Max => Math.Max(First!.Value, Second!.Value),
                Step.Half => First!.Value * 0.5,
                Step.Quarter => First!.Value * 0.25,
                _ => Value,
            };
            IsValid = true;
        }
    }
}

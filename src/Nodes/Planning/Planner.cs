using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Planning;

/// <summary>
/// Gives every node that is first needed its seat, operands first. It sees new nodes only, so planning costs what is
/// new. Each filled <see cref="Adoption"/> goes to <paramref name="adopt"/>, in the order in which the cells were
/// numbered.
/// </summary>
internal sealed partial class Planner(IRunPolicy policy, Action<Adoption> adopt)
{
    private readonly List<RunPlan?> _runs = [];
    private readonly ChunkedList<Step> _path = new();
    private readonly List<RunPlan> _touched = [];

    public Seats Seats { get; } = new();

    /// <summary>Seats <paramref name="target"/> and whatever it depends on, unless they are seated already.</summary>
    public Seat Seat(GraphNode target)
    {
        Seat known = Seats[target];
        if (known.IsTaken) return known;
        _path.Add(new Step(target, 0));
        while (_path.Count > 0) Walk();
        _path.Clear();
        Finish();
        return Seats[target];
    }

    private void Finish()
    {
        foreach (RunPlan run in _touched) run.Finish(adopt);
        _touched.Clear();
    }

    private void Walk()
    {
        ref Step top = ref _path.Last;
        GraphNode node = top.Node;
        while (top.Next < node.OperandCount)
        {
            GraphNode operand = node.Operand(top.Next++);
            if (Seats[operand].IsTaken) continue;
            _path.Add(new Step(operand, 0));
            return;
        }

        _path.RemoveLast();
        if (Seats[node].IsTaken) return;
        if (policy.MayMove) _placed.Add(node);
        Place(node, policy.Choose(node, Seats));
    }

    private void Place(GraphNode node, RunId at)
    {
        RunPlan run = RunOf(at);
        Span<int> operands = stackalloc int[node.OperandCount];
        for (int i = 0; i < operands.Length; i++) operands[i] = CellIn(run, node.Operand(i));
        Seats.Place(node, new Seat(run.Id, run.AddNode(node, operands)));
        if (run.IsFull) run.Flush(adopt);
    }

    private int CellIn(RunPlan run, GraphNode operand)
    {
        Seat seat = Seats[operand];
        if (seat.Run == run.Id) return seat.Cell;
        if (policy.MayMove && operand.Kind == NodeKind.Constant) return run.CopyOf(operand);
        if (run.FindImportOf(operand) is { } known) return known;
        AddReader(seat);
        return run.AddImport(operand, seat);
    }

    /// <summary>Tells the run of a node that another run reads it.</summary>
    private void AddReader(Seat lender)
    {
        RunPlan run = RunOf(lender.Run);
        run.AddReader(lender.Cell);
        if (run.IsFull) run.Flush(adopt);
    }

    private RunPlan RunOf(RunId id)
    {
        while (_runs.Count <= id.Value) _runs.Add(new RunPlan(new RunId(_runs.Count)));
        RunPlan run = _runs[id.Value] ?? throw new InvalidOperationException($"{id} is gone and was chosen");
        if (run.Touch()) _touched.Add(run);
        return run;
    }

    private struct Step(GraphNode node, int next)
    {
        public readonly GraphNode Node = node;

        public int Next = next;
    }
}

using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The actor of a shard of nodes: one node, or many cheap neighbours that need not pass messages among themselves. Each
/// node has its own value, validity, counts and loans in a <see cref="Cell"/>; within the shard the actor walks from
/// cell to cell with stacks of its own, between shards the same questions travel as messages. It decides; its outbox
/// acts.
/// </summary>
internal sealed partial class NodeActor : Actor
{
    private readonly ShardId _id;
    private readonly IOutbox _outbox;
    private readonly Support _support;
    private readonly ShardLimits _limits;
    private readonly ChunkedList<Cell> _cells = new();
    private readonly ChunkedList<Edge> _edges = new();
    private long _oldest;
    private bool _isDissolved;

    public NodeActor(ShardId id, IOutbox outbox, Support support, ShardLimits limits, Dispatcher dispatcher)
        : base(dispatcher)
    {
        (_id, _outbox, _support, _limits) = (id, outbox, support, limits);
    }

    protected override void Receive(Message message)
    {
        if (_isDissolved) DropLate(message);
        else Handle(message);
        if (!_isDissolved) CheckCells();
        _outbox.EndTurn();
    }

    protected override void OnQuiet() => _outbox.Rest();

    private void Handle(Message message)
    {
        switch (message)
        {
            case Eval eval: On(eval); break;
            case Assign assign: On(assign); break;
            case Evaluated evaluated: On(evaluated); break;
            case Invalidate invalidate: On(invalidate); break;
            case Invalidated: OnInvalidated(); break;
            case Computed computed: On(computed); break;
            case Continue: OnContinue(); break;
            case AssignCells assignCells: On(assignCells); break;
            case Forget forget: On(forget); break;
            case Cancel cancel: On(cancel); break;
            case Inspect inspect: On(inspect); break;
            case EnterEra enterEra: On(enterEra); break;
            case Dissolve: OnDissolve(); break;
            case Broken broken: _outbox.Send(ShardId.Clock, broken); break;
            default: throw new InvalidOperationException($"{_id} does not understand {message.GetType().Name}");
        }
    }

    protected override void OnError(Exception exception, Message message)
    {
        _outbox.Send(ShardId.Clock, Broken.In($"{_id} at {message.GetType().Name}", exception));
    }

    /// <summary>What comes after the end holds leases that end here.</summary>
    private static void DropLate(Message message)
    {
        switch (message)
        {
            case Computed computed: computed.Value.Release(); break;
            case Evaluated { Versioned: { HasValue: true } versioned }: versioned.Value.Release(); break;
            case Assign assign: assign.Drop(); break;
            case AssignCells assignCells: assignCells.Drop(); break;
        }
    }

    private void On(AssignCells assignCells)
    {
        _cellAssignments++;
        int operands = 0, first = _cells.Count, value = 0, place = 0;
        foreach (ref readonly AssignedCell assigned in assignCells.Assignment.Cells)
        {
            if (assigned.Cell >= 0) Change(assigned, assignCells.Assignment.Operands, ref operands);
            else if (assigned.Lender.IsTaken) AddImport(assigned);
            else AddNode(assigned.Node, assignCells.Assignment.Operands, ref operands);
            int cell = assigned.Cell >= 0 ? assigned.Cell : first++;
            bool isSource = value < assignCells.Values.Count && assignCells.Values[value].Place == place;
            place++;
            if (isSource) Take(cell, assignCells.Values[value++].Value);
        }

        foreach (int cell in assignCells.Assignment.Readers) AddReader(ref _cells[cell]);
        AnswerEarly();
    }

    private static void AddReader(ref Cell cell)
    {
        if (cell.Users < Cell.ManyUsers) cell.Users++;
    }

    private void AddNode(GraphNode node, ReadOnlySpan<int> operands, ref int next)
    {
        int index = _cells.Count;
        ref Cell cell = ref AddCell(node);
        cell.OperandCount = (byte)node.OperandCount;
        if (node.Kind != NodeKind.Operation) Give(node, ref cell);
        for (int i = 0; i < node.OperandCount; i++) AddEdge(index, operands[next++]);
    }

    private ref Cell AddCell(GraphNode node)
    {
        ref Cell cell = ref _cells.Append();
        cell.Node = node;
        cell.Span = RevisionSpan.Never;
        cell.FirstEdge = _edges.Count;
        cell.FirstLoan = Edge.NoMore;
        return ref cell;
    }

    private static void Give(GraphNode node, ref Cell cell)
    {
        cell.Put(node.Kind == NodeKind.Variable ? Value.Of(Faults.Unassigned(node)) : ConstantOf(node));
        (cell.Span, cell.Version) = (RevisionSpan.Always, cell.Version + 1);
        cell.Flags |= CellFlags.IsSource;
    }

    private static Value ConstantOf(GraphNode node) =>
        node.ConstantValue is NdArray array ? new Value(0, array).Retain() : Value.Of((double)node.ConstantValue);

    private void AddEdge(int user, int operand)
    {
        ref Edge edge = ref _edges.Append();
        (edge.User, edge.Operand, edge.NextLoan) = (user, operand, Edge.NotLent);
        ref Cell read = ref _cells[operand];
        AddReader(ref read);
        if (read.IsImport) read.Extras!.NoteUser(user);
    }

    private void AddImport(in AssignedCell assigned)
    {
        ref Cell cell = ref AddCell(assigned.Node);
        cell.Flags = CellFlags.IsImport;
        cell.Extras = new CellExtras();
        cell.Extras.BorrowFrom(assigned.Lender, 0);
    }
}

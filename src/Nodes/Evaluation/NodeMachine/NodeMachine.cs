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
internal sealed partial class NodeMachine : IMachine
{
    private readonly ShardId _id;
    private readonly IOutbox _outbox;
    private readonly Support _support;
    private readonly ShardLimits _limits;
    private readonly ChunkedList<Cell> _cells = new();
    private readonly ChunkedList<Edge> _edges = new();
    private long _oldest;
    private int _tenants; // of imports in cells that were used before
    private bool _isDissolved;

    public NodeMachine(ShardId id, IOutbox outbox, Support support, ShardLimits limits)
    {
        (_id, _outbox, _support, _limits) = (id, outbox, support, limits);
    }

    public void Handle(Message message)
    {
        if (_isDissolved) DropLate(message);
        else Dispatch(message);
        if (!_isDissolved)
        {
            EndFreeing();
            CheckCells();
        }

        _outbox.EndTurn();
    }

    public void Rest() => _outbox.Rest();

    private void Dispatch(Message message)
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
            case CountCells count: On(count); break;
            case FreeCells free: On(free); break;
            case ReturnLoan loan: On(loan); break;
            case LoanReturned returned: On(returned); break;
            case Cancel cancel: On(cancel); break;
            case Inspect inspect: On(inspect); break;
            case EnterEra enterEra: On(enterEra); break;
            case Dissolve: OnDissolve(); break;
            case Broken broken: _outbox.Send(ShardId.Clock, broken); break;
            default: throw new InvalidOperationException($"{_id} does not understand {message.GetType().Name}");
        }
    }

    public void HandleError(Exception exception, Message message)
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
        int operands = 0, value = 0, place = 0;
        foreach (ref readonly AssignedCell assigned in assignCells.Assignment.Cells)
        {
            int cell = Take(assigned, assignCells.Assignment.Operands, ref operands);
            bool isSource = value < assignCells.Values.Count && assignCells.Values[value].Place == place;
            place++;
            if (isSource) Take(cell, assignCells.Values[value++].Value);
        }

        foreach ((int lent, CellAddress import) in assignCells.Assignment.Readers)
            AddImporter(ref _cells[lent], import);
        AnswerEarly();
    }

    private static void AddImporter(ref Cell cell, CellAddress import)
    {
        if ((cell.Extras ??= new CellExtras()).AddImporter(import)) cell.Users++;
    }

    /// <summary>Which cell it is that was assigned.</summary>
    private int Take(in AssignedCell assigned, ReadOnlySpan<int> operands, ref int next)
    {
        if (assigned.Cell >= 0 && !_cells[assigned.Cell].IsFree)
        {
            Change(assigned, operands, ref next);
            return assigned.Cell;
        }

        bool isNew = assigned.Cell < 0;
        int index = isNew ? _cells.Count : assigned.Cell;
        ref Cell cell = ref isNew ? ref _cells.Append() : ref _cells[index];
        cell = default;
        (cell.Node, cell.Span, cell.FirstLoan) = (assigned.Node, RevisionSpan.Never, Edge.NoMore);
        if (assigned.Lender.IsTaken) BecomeNewImport(ref cell, assigned.Lender, isNew ? 0 : ++_tenants);
        else BecomeNewNode(index, ref cell, operands, ref next);
        return index;
    }

    private static void BecomeNewImport(ref Cell cell, CellAddress lender, int tenant)
    {
        cell.Flags = CellFlags.IsImport;
        cell.Extras = new CellExtras { Tenant = tenant };
        cell.Extras.BorrowFrom(lender, 0);
    }

    private void BecomeNewNode(int index, ref Cell cell, ReadOnlySpan<int> operands, ref int next)
    {
        if (cell.Node.Kind != NodeKind.Operation) Give(cell.Node, ref cell);
        AddEdges(index, ref cell, operands, ref next);
    }

    private static void Give(GraphNode node, ref Cell cell)
    {
        cell.Put(node.Kind == NodeKind.Variable ? Value.Of(Faults.Unassigned(node)) : ConstantOf(node));
        (cell.Span, cell.Version) = (RevisionSpan.Always, cell.Version + 1);
        cell.Flags |= CellFlags.IsSource;
    }

    private static Value ConstantOf(GraphNode node) =>
        node.ConstantValue is NdArray array ? new Value(0, array).Retain() : Value.Of((double)node.ConstantValue);

    /// <summary>From now on the cell reads these operands, which follow each other in the list of edges.</summary>
    private void AddEdges(int index, ref Cell cell, ReadOnlySpan<int> operands, ref int next)
    {
        int count = cell.Node.OperandCount;
        cell.OperandCount = (byte)count;
        if (!_freeEdges.TryTake(count, out cell.FirstEdge))
        {
            cell.FirstEdge = _edges.Count;
            for (int i = 0; i < count; i++) _edges.Append();
        }

        for (int i = 0; i < count; i++) SetEdge(cell.FirstEdge + i, index, operands[next++]);
    }

    private void SetEdge(int at, int user, int operand)
    {
        ref Edge edge = ref _edges[at];
        (edge.User, edge.Operand, edge.Seen, edge.NextLoan) = (user, operand, 0, Edge.NotLent);
        ref Cell read = ref _cells[operand];
        read.Users++;
        if (read.IsImport) read.Extras!.NoteUser(user);
    }
}

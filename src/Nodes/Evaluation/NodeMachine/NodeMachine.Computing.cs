using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Running a cell whose operands all answer: numbers at once, arrays by a kernel beside the actors.</summary>
internal sealed partial class NodeMachine
{
    private int _kernels;

    /// <summary>Runs the cell and takes its ticket; false when enough kernels are under way.</summary>
    private bool Run(int index, ref Cell cell, long revision)
    {
        if (TryRunNumbers(ref cell, revision, out Value value))
        {
            _tickets.Pop();
            cell.Runs++;
            Settle(index, ref cell, revision, value);
            return true;
        }

        Value[] operands = ValuesAt(ref cell, revision);
        if (FirstFault(operands) is { } fault)
        {
            _tickets.Pop();
            if (fault.IsForgotten) KeepPastForgotten(index, ref cell, revision);
            else Settle(index, ref cell, revision, Value.Of(fault.Reach(new NodeId(cell.Node.Id), cell.Node.Name)));
            return true;
        }

        return RunOperator(index, ref cell, revision, operands);
    }

    private static Fault? FirstFault(Value[] operands)
    {
        foreach (ref readonly Value operand in operands.AsSpan())
        {
            if (operand.Fault is { } fault) return fault;
        }

        return null;
    }

    private bool TryRunNumbers(ref Cell cell, long revision, out Value value)
    {
        Operator op = cell.Node.Operator!;
        value = default;
        if (!op.HasScalarForm || cell.OperandCount is 0 or > 3) return false;
        Span<double> numbers = [0, 0, 0];
        for (int i = 0; i < cell.OperandCount; i++)
        {
            ref Cell operand = ref _cells[_edges[cell.FirstEdge + i].Operand];
            if (!TryNumberAt(ref operand, revision, out numbers[i])) return false;
        }

        value = Apply(cell.Node, numbers);
        return true;
    }

    private static Value Apply(GraphNode node, Span<double> numbers)
    {
        (Operator op, double x, double y, double z) = (node.Operator!, numbers[0], numbers[1], numbers[2]);
        try
        {
            return Value.Of(node.ElementType == ElementType.Float32
                ? op.EvaluateScalar((float)x, (float)y, (float)z)
                : op.EvaluateScalar(x, y, z));
        }
#pragma warning disable CA1031 // Whatever an operator throws becomes the node's fault, and fails what depends on it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var operands = new Value[node.OperandCount];
            for (int i = 0; i < operands.Length; i++) operands[i] = Value.Of(numbers[i]);
            return Value.Of(Faults.Failed(node, operands, exception));
        }
    }

    private static bool TryNumberAt(ref Cell operand, long revision, out double number)
    {
        if (operand.Satisfies(revision, Need.Value))
        {
            number = operand.Number;
            return operand.Content is null;
        }

        Value past = ValueAt(ref operand, revision);
        number = past.Number;
        return past.IsNumber;
    }

    private bool RunOperator(int index, ref Cell cell, long revision, Value[] operands)
    {
        if (!TryPrepare(cell.Node, operands, out Computation? computation, out Value failure))
        {
            _tickets.Pop();
            cell.Runs++;
            Settle(index, ref cell, revision, failure);
            return true;
        }

        KeepIfMissed(ref cell);
        if (Defers(ref cell, computation!, revision))
        {
            _tickets.Pop();
            Defer(index, ref cell, revision, computation!);
            return true;
        }

        return RunRegion(index, ref cell, revision, computation!);
    }

    /// <summary>Runs what waited, together with the cell; false when enough kernels are under way.</summary>
    private bool RunRegion(int index, ref Cell cell, long revision, Computation computation)
    {
        var region = new Region(computation);
        bool isInside = region.IsShort && computation.Elements <= _limits.ElementsInside;
        if (!isInside && _kernels >= _limits.KernelsAtATime)
        {
            computation.Release();
            return false;
        }

        if (!IsWhole(ref cell, computation))
        {
            computation.Release();
            return true;
        }

        _tickets.Pop();
        DropStale(ref cell);
        cell.Runs++;
        if (!isInside)
        {
            RunBeside(index, ref cell, revision, region);
            return true;
        }

        Settle(index, ref cell, revision, region.Run());
        NoteCached(index, ref cell, region.Cost);
        return true;
    }

    private Value[] ValuesAt(ref Cell cell, long revision)
    {
        var operands = new Value[cell.OperandCount];
        for (int i = 0; i < operands.Length; i++)
        {
            operands[i] = ValueAt(ref _cells[_edges[cell.FirstEdge + i].Operand], revision);
        }

        return operands;
    }

    private static bool TryPrepare(GraphNode node, Value[] operands, out Computation? computation, out Value failure)
    {
        (computation, failure) = (null, default);
        try
        {
            computation = Computation.Prepare(node, operands);
            computation.Begin();
            return true;
        }
#pragma warning disable CA1031 // Whatever an operator's shape rule throws becomes the node's fault.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = Value.Of(Faults.Failed(node, operands, exception));
            return false;
        }
    }

    /// <summary>The cell has this value now, borrowed from its operands; whoever waits for it is answered.</summary>
    private void Settle(int index, ref Cell cell, long revision, in Value value)
    {
        RevisionSpan span = BorrowAndSee(ref cell, revision);
        Keep(index, ref cell, revision, span, value);
        if (cell.Extras is not null) FinishAll(ref cell);
    }

    private void RunBeside(int index, ref Cell cell, long revision, Region region)
    {
        Work work = cell.Extras?.WorkAt(revision) ?? Begin(index, ref cell, revision);
        (work.State, work.Need, work.Span) = (WorkState.Computing, Need.Value, Borrow(ref cell, revision));
        work.Cost = region.Cost;
        work.Seen = new int[cell.OperandCount];
        for (int i = 0; i < work.Seen.Length; i++)
        {
            work.Seen[i] = VersionAt(ref _cells[_edges[cell.FirstEdge + i].Operand], revision);
        }

        _kernels++;
        _outbox.Compute(_id, work, region);
    }

    private void On(Computed computed)
    {
        Invariant.Holds(_kernels > 0, "a kernel ends once");
        _kernels--;
        Work work = computed.Work;
        if (work.IsLost)
        {
            computed.Value.Release();
            Drain();
            return;
        }

        ref Cell cell = ref _cells[work.Cell];
        if (cell.Span.From <= work.Revision)
        {
            for (int i = 0; i < work.Seen.Length; i++) _edges[cell.FirstEdge + i].Seen = work.Seen[i];
        }

        Keep(work.Cell, ref cell, work.Revision, work.Span, computed.Value);
        NoteCached(work.Cell, ref cell, work.Cost);
        DropInner(ref cell);
        work.State = WorkState.Open;
        FinishAll(ref cell);
        Drain();
        Relieve();
    }

    /// <summary>Borrows, and notes which versions of the operands the newest value comes from.</summary>
    private RevisionSpan BorrowAndSee(ref Cell cell, long revision)
    {
        RevisionSpan span = RevisionSpan.Always;
        bool isNewest = cell.Span.From <= revision;
        for (int index = cell.FirstEdge; index < cell.FirstEdge + cell.OperandCount; index++)
        {
            ref Edge edge = ref _edges[index];
            ref Cell operand = ref _cells[edge.Operand];
            span = span.Intersect(SpanAt(ref operand, revision));
            if (isNewest) edge.Seen = VersionAt(ref operand, revision);
            Lend(ref operand, ref edge, index);
        }

        return span;
    }

    private static Value ValueAt(ref Cell operand, long revision)
    {
        if (operand.Satisfies(revision, Need.Value)) return operand.Value;
        bool isKnown = operand.Extras!.TryFindPast(revision, Need.Value, out PastValue? past);
        Invariant.Holds(isKnown, "an operand that answered is there when it is read");
        return past!.Value;
    }

    private static int VersionAt(ref Cell operand, long revision)
    {
        if (IsFromNewest(ref operand, revision)) return operand.Version;
        return operand.Extras!.TryFindPast(revision, Need.Version, out PastValue? past) ? past.Version : 0;
    }

    /// <summary>Everything that waits for the cell and can be answered now.</summary>
    private void FinishAll(ref Cell cell)
    {
        if (cell.Extras is not { Works.Count: > 0 } extras) return;
        SmallList<Work> works = extras.Works;
        for (int i = 0; i < works.Count; i++)
        {
            Work work = works[i];
            if (!work.IsAsync && Answers(ref cell, work.Revision, work.Need)) Finish(work);
        }
    }
}

using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Runs cells whose operands all answer: numbers at once, arrays by a kernel beside the actors, of which a bounded
/// number is under way.
/// </summary>
internal sealed class CellRunner(
    ShardId id, CellTable table, Works works, NewestValues values, Cache cache, OperandReader operands,
    InnerValues innerValues, Fusion fusion, ShardLimits limits, IOutbox outbox)
{
    private int _kernels;

    /// <summary>Runs the cell at a revision at which all its operands answer.</summary>
    public RunOutcome Run(int index, ref Cell cell, Revision revision)
    {
        if (NumberRunner.TryRun(operands, ref cell, revision, out Value value))
        {
            cell.CountRun();
            Settle(index, ref cell, revision, value);
            return RunOutcome.Done;
        }

        Value[] given = operands.ValuesAt(ref cell, revision);
        if (FirstFault(given) is not { } fault) return RunOperator(index, ref cell, revision, given);
        if (fault.IsForgotten) works.AnswerForgotten(index, ref cell, revision);
        else Settle(index, ref cell, revision, Value.Of(fault.Reach(new NodeId(cell.Node.Id), cell.Node.Name)));
        return RunOutcome.Done;
    }

    /// <summary>A kernel has ended. What it was for may be another cell by now.</summary>
    public void Take(Computed computed)
    {
        Invariant.Holds(_kernels > 0, "a kernel ends once");
        _kernels--;
        Work work = computed.Work;
        if (work.IsLost)
        {
            computed.Value.Release();
            return;
        }

        ref Cell cell = ref table[work.Cell];
        if (cell.Span.From <= work.Revision) operands.See(ref cell, work.Seen);
        values.Keep(work.Cell, ref cell, work.Revision, work.Span, computed.Value);
        cache.Note(work.Cell, ref cell, work.Cost);
        innerValues.DropOf(ref cell);
        work.State = WorkState.Open;
        works.FinishAll(ref cell);
    }

    private static Fault? FirstFault(Value[] operands)
    {
        foreach (ref readonly Value operand in operands.AsSpan())
        {
            if (operand.Fault is { } fault) return fault;
        }

        return null;
    }

    private RunOutcome RunOperator(int index, ref Cell cell, Revision revision, Value[] given)
    {
        if (!TryPrepare(cell.Node, given, out Computation? computation, out Value failure))
        {
            cell.CountRun();
            Settle(index, ref cell, revision, failure);
            return RunOutcome.Done;
        }

        fusion.KeepIfMissed(ref cell);
        if (!fusion.Defers(ref cell, computation!, revision))
            return RunRegion(index, ref cell, revision, computation!);
        Defer(index, ref cell, revision, computation!);
        return RunOutcome.Done;
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

    /// <summary>The computation waits as the cell's value until a user runs it together with its own.</summary>
    private void Defer(int index, ref Cell cell, Revision revision, Computation computation)
    {
        computation.Cell = index;
        fusion.LearnFrom(ref cell);
        cell.CountRun();
        Settle(index, ref cell, revision, new Value(0, computation));
        computation.Version = cell.Version;
    }

    /// <summary>Runs what waited, together with the cell.</summary>
    private RunOutcome RunRegion(int index, ref Cell cell, Revision revision, Computation computation)
    {
        var region = new Region(computation);
        bool isInside = region.IsShort && computation.Elements <= limits.ElementsInside;
        bool hasKernel = isInside || _kernels < limits.KernelsAtATime;
        if (!hasKernel || !fusion.TryTakeIn(ref cell, computation))
        {
            computation.Release();
            return hasKernel ? RunOutcome.LacksOperand : RunOutcome.LacksKernel;
        }

        values.DropStale(ref cell);
        cell.CountRun();
        if (!isInside)
        {
            RunBeside(index, ref cell, revision, region);
            return RunOutcome.Done;
        }

        Settle(index, ref cell, revision, region.Run());
        cache.Note(index, ref cell, region.Cost);
        return RunOutcome.Done;
    }

    private void RunBeside(int index, ref Cell cell, Revision revision, Region region)
    {
        Work work = works.At(index, ref cell, revision);
        (work.State, work.Need, work.Cost) = (WorkState.Computing, Need.Value, region.Cost);
        work.Span = operands.Borrow(ref cell, revision);
        work.Seen = operands.VersionsAt(ref cell, revision);
        _kernels++;
        outbox.Compute(id, work, region);
    }

    /// <summary>The cell has this value now, borrowed from its operands; whoever waits for it is answered.</summary>
    private void Settle(int index, ref Cell cell, Revision revision, in Value value)
    {
        RevisionSpan span = operands.BorrowAndSee(ref cell, revision);
        values.Keep(index, ref cell, revision, span, value);
        if (cell.Extras is not null) works.FinishAll(ref cell);
    }
}

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Pulling upstream. A stack of tickets takes the place of recursion: a cell whose operands do not answer yet puts
/// tickets for them on top of its own; one whose operands are awaited from elsewhere is parked as <see cref="Work"/>.
/// </summary>
internal sealed partial class NodeMachine
{
    private readonly TicketStack _tickets = new();
    private bool _continues;

    private void Drain()
    {
        int visits = _limits.VisitsAtATime;
        while (_tickets.Count > 0)
        {
            if (--visits < 0)
            {
                ContinueLater();
                return;
            }

            if (!Visit(_tickets.Top)) return;
        }
    }

    private void ContinueLater()
    {
        if (_continues) return;
        _continues = true;
        _outbox.Send(_id, new Continue());
    }

    private void OnContinue()
    {
        _continues = false;
        Drain();
    }

    /// <summary>Looks at the topmost ticket; false when it must stay, because enough kernels are under way.</summary>
    private bool Visit(Ticket ticket)
    {
        ref Cell cell = ref _cells[ticket.Cell];
        if (cell.Extras is null && !cell.IsSource) return Attend(ref cell, ticket);
        if (Answers(ref cell, ticket.Revision, ticket.Need))
        {
            _tickets.Pop();
            if (cell.Extras?.WorkAt(ticket.Revision) is { State: WorkState.Open } work) Finish(work);
            return true;
        }

        if (IsAwaited(ref cell, ticket))
        {
            _tickets.Pop();
            return true;
        }

        return cell.IsSource || cell.IsImport ? AskElsewhere(ref cell, ticket) : Attend(ref cell, ticket);
    }

    private bool AskElsewhere(ref Cell cell, Ticket ticket)
    {
        _tickets.Pop();
        if (cell.IsImport && !IsOver(ticket.Revision)) AskLender(ticket.Cell, ref cell, ticket);
        else KeepPastForgotten(ticket.Cell, ref cell, ticket.Revision);
        return true;
    }

    /// <summary>Renews or runs the cell if its operands answer, and sees to them if not.</summary>
    private bool Attend(ref Cell cell, Ticket ticket)
    {
        if (cell.Satisfies(ticket.Revision, ticket.Need))
        {
            _tickets.Pop();
            return true;
        }

        if (IsOver(ticket.Revision))
        {
            _tickets.Pop();
            KeepPastForgotten(ticket.Cell, ref cell, ticket.Revision);
            return true;
        }

        if (cell.MayStillHold(ticket.Revision, ticket.Need))
        {
            if (!HasOperands(ref cell, ticket, Need.Version, out bool moved)) return true;
            if (!moved)
            {
                _tickets.Pop();
                Renew(ticket.Cell, ref cell, ticket.Revision);
                FinishAll(ref cell);
                return true;
            }

            ticket = ticket.OnceMore();
        }

        return !HasOperands(ref cell, ticket, Need.Value, out _) || Run(ticket.Cell, ref cell, ticket.Revision);
    }

    private static bool Answers(ref Cell cell, long revision, Need need) =>
        cell.Satisfies(revision, need)
        || (cell.Extras is { HasPastValues: true } extras && extras.TryFindPast(revision, need, out _));

    /// <summary>
    /// Other work will bring the answer; work of just this revision, if there is any, goes on after it.
    /// </summary>
    private static bool IsAwaited(ref Cell cell, Ticket ticket)
    {
        if (cell.Extras?.AwaitedFor(ticket.Revision) is not { } awaited) return false;
        Work? own = cell.Extras.WorkAt(ticket.Revision);
        if (own is { State: WorkState.Open }) awaited.Await(own);
        return true;
    }

    /// <summary>
    /// Looks whether every operand answers. If not, puts tickets for those that nobody works at on the stack, or parks
    /// the cell when all are being worked at.
    /// </summary>
    private bool HasOperands(ref Cell cell, Ticket ticket, Need need, out bool moved)
    {
        moved = false;
        bool hasAll = true;
        int tickets = _tickets.Count;
        if (!ticket.Again) _tickets.Top = ticket.OnceMore();
        for (int edge = cell.FirstEdge + cell.OperandCount - 1; edge >= cell.FirstEdge; edge--)
        {
            ref Edge read = ref _edges[edge];
            ref Cell operand = ref _cells[read.Operand];
            if (operand.Satisfies(ticket.Revision, need))
            {
                if (!ticket.Again) operand.Hits++;
                moved |= operand.Version == 0 || read.Seen != operand.Version;
            }
            else if (!AnswersSlowly(ref operand, read, ticket, need, ref moved))
            {
                hasAll = false;
            }
        }

        if (!hasAll && _tickets.Count == tickets) Park(ref cell, ticket);
        return hasAll;
    }

    private bool AnswersSlowly(ref Cell operand, in Edge read, Ticket ticket, Need need, ref bool moved)
    {
        if (operand.Extras is { } extras)
        {
            if (extras.TryFindPast(ticket.Revision, need, out PastValue? past))
            {
                moved |= past.Version == 0 || read.Seen != past.Version;
                return true;
            }

            if (extras.AwaitedFor(ticket.Revision) is not null) return false;
        }

        _tickets.Push(new Ticket(read.Operand, need, ticket.Revision));
        return false;
    }

    private void Park(ref Cell cell, Ticket ticket)
    {
        _tickets.Pop();
        Work work = cell.Extras?.WorkAt(ticket.Revision) ?? Begin(ticket.Cell, ref cell, ticket.Revision);
        work.Need = (Need)Math.Max((byte)work.Need, (byte)ticket.Need);
        for (int edge = cell.FirstEdge; edge < cell.FirstEdge + cell.OperandCount; edge++)
        {
            ref Cell operand = ref _cells[_edges[edge].Operand];
            if (operand.Extras?.AwaitedFor(ticket.Revision) is { } awaited) awaited.Await(work);
        }
    }

    /// <summary>No operand has moved: the value holds at this revision too. Nothing runs.</summary>
    private void Renew(int index, ref Cell cell, long revision)
    {
        RevisionSpan span = Borrow(ref cell, revision);
        CheckCovers(span, revision);
        if (cell.HasValue && cell.Span.Until >= _oldest) KeepPastNewest(index, ref cell);
        cell.Span = span;
    }

    /// <summary>
    /// Notes a loan on each operand, so that a wave from it comes here, and says for which revisions they all hold. A
    /// value whose end is known needs no loan: nothing about it can change.
    /// </summary>
    private RevisionSpan Borrow(ref Cell cell, long revision)
    {
        RevisionSpan span = RevisionSpan.Always;
        for (int index = cell.FirstEdge; index < cell.FirstEdge + cell.OperandCount; index++)
        {
            ref Edge edge = ref _edges[index];
            ref Cell operand = ref _cells[edge.Operand];
            span = span.Intersect(SpanAt(ref operand, revision));
            Lend(ref operand, ref edge, index);
        }

        return span;
    }

    private void Lend(ref Cell operand, ref Edge edge, int index)
    {
        if (!operand.Span.IsOpen || edge.NextLoan != Edge.NotLent) return;
        (edge.NextLoan, edge.PreviousLoan) = (operand.FirstLoan, Edge.NoMore);
        if (operand.FirstLoan != Edge.NoMore) _edges[operand.FirstLoan].PreviousLoan = index;
        operand.FirstLoan = index;
    }

    private static RevisionSpan SpanAt(ref Cell operand, long revision)
    {
        if (IsFromNewest(ref operand, revision)) return operand.Span;
        bool isKnown = operand.Extras!.TryFindPast(revision, Need.Version, out PastValue? past);
        Invariant.Holds(isKnown, "an operand that answered is there when it is read");
        return past!.Span;
    }

    /// <summary>
    /// Whether what is read of an operand is its newest value. It is a past one where the newest was let go and one is
    /// remembered; that may be another, if it came from an evaluation that was given up.
    /// </summary>
    private static bool IsFromNewest(ref Cell operand, long revision) =>
        operand.Span.Covers(revision)
        && (operand.HasValue || operand.Extras?.TryFindPast(revision, Need.Value, out _) is not true);
}

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Pulling upstream. A stack of tickets takes the place of recursion: a cell whose operands do not answer yet puts
/// tickets for them on top of its own; one whose operands are awaited from elsewhere is parked as <see cref="Work"/>.
/// </summary>
internal sealed class Pull(
    ShardId id, CellTable table, Works works, PastValues pastValues, NewestValues values, OperandReader operands,
    CellRunner runner, Imports imports, int visitsAtATime, IOutbox outbox)
{
    private readonly TicketStack _tickets = works.Tickets;
    private bool _continues;

    /// <summary>Looks at cells until nothing is left to look at, or others are to have their turn.</summary>
    public void Drain()
    {
        int visits = visitsAtATime;
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

    /// <summary>It is the shard's turn again.</summary>
    public void Continue()
    {
        _continues = false;
        Drain();
    }

    private void ContinueLater()
    {
        if (_continues) return;
        _continues = true;
        outbox.Send(id, new Continue());
    }

    /// <summary>Looks at the topmost ticket; false when it must stay, because enough kernels are under way.</summary>
    private bool Visit(Ticket ticket)
    {
        ref Cell cell = ref table[ticket.Cell];
        if (cell.Extras is null && !cell.IsSource) return Attend(ref cell, ticket);
        if (CellLender.Answers(ref cell, ticket.Revision, ticket.Need))
        {
            _tickets.Pop();
            if (cell.Extras?.WorkAt(ticket.Revision) is { State: WorkState.Open } work) works.Finish(work);
            return true;
        }

        if (IsAwaited(ref cell, ticket))
        {
            _tickets.Pop();
            return true;
        }

        return cell.IsSource || cell.IsImport ? AskElsewhere(ref cell, ticket) : Attend(ref cell, ticket);
    }

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

    private bool AskElsewhere(ref Cell cell, Ticket ticket)
    {
        _tickets.Pop();
        if (cell.IsImport && !pastValues.IsOver(ticket.Revision)) imports.AskLender(ref cell, ticket);
        else works.AnswerForgotten(ticket.Cell, ref cell, ticket.Revision);
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

        if (pastValues.IsOver(ticket.Revision))
        {
            _tickets.Pop();
            works.AnswerForgotten(ticket.Cell, ref cell, ticket.Revision);
            return true;
        }

        if (cell.MayStillHold(ticket.Revision, ticket.Need))
        {
            if (!HasOperands(ref cell, ticket, Need.Version, out bool moved)) return true;
            if (!moved)
            {
                Renew(ref cell, ticket);
                return true;
            }

            ticket = ticket.OnceMore();
        }

        return !HasOperands(ref cell, ticket, Need.Value, out _) || Run(ref cell, ticket);
    }

    /// <summary>No operand has moved: the value holds at this revision too. Nothing runs.</summary>
    private void Renew(ref Cell cell, Ticket ticket)
    {
        _tickets.Pop();
        RevisionSpan span = operands.Borrow(ref cell, ticket.Revision);
        values.Renew(ticket.Cell, ref cell, ticket.Revision, span);
        works.FinishAll(ref cell);
    }

    /// <summary>False when enough kernels are under way.</summary>
    private bool Run(ref Cell cell, Ticket ticket)
    {
        _tickets.Pop();
        RunOutcome outcome = runner.Run(ticket.Cell, ref cell, ticket.Revision);
        if (outcome == RunOutcome.Done) return true;
        _tickets.Push(ticket.OnceMore());
        return outcome == RunOutcome.LacksOperand;
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
        for (int edge = cell.EndEdge - 1; edge >= cell.FirstEdge; edge--)
        {
            ref Edge read = ref table.EdgeAt(edge);
            ref Cell operand = ref table[read.Operand];
            if (operand.Satisfies(ticket.Revision, need))
            {
                if (!ticket.Again) operand.CountHit();
                moved |= operand.Version == Version.None || read.Seen != operand.Version;
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
                moved |= past.Version == Version.None || read.Seen != past.Version;
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
        Work work = works.At(ticket.Cell, ref cell, ticket.Revision);
        work.Need = (Need)Math.Max((byte)work.Need, (byte)ticket.Need);
        for (int edge = cell.FirstEdge; edge < cell.EndEdge; edge++)
        {
            if (table.OperandAt(edge).Extras?.AwaitedFor(ticket.Revision) is { } awaited) awaited.Await(work);
        }
    }
}

using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Eval = Dataflow.Nodes.Evaluation.Eval;

namespace Dataflow.Nodes.Cluster;

/// <summary>What shards say to each other, as letters and back. Leases on arrays go along.</summary>
internal static class NodeCodec
{
    private static readonly Nothing Nothing = new();

    /// <summary>Writes a message into a letter that says already whose and which era's it is.</summary>
    public static Letter Encode(NodeLetter letter, Message message, CellAssignmentCodec cellAssignments)
    {
        var arrays = new List<NdArray>();
        switch (message)
        {
            case Eval eval: letter.Eval = Encode(eval); break;
            case Evaluation.Evaluated evaluated: letter.Evaluated = Encode(evaluated, arrays); break;
            case Evaluation.Invalidate invalidate:
                letter.Invalidate = new() { Cell = invalidate.Cell, Revision = invalidate.Revision.Number };
                break;
            case Invalidated: letter.Invalidated = Nothing; break;
            case Evaluation.Assign assign: letter.Assign = Encode(assign, arrays); break;
            case Assigned: letter.Assigned = Nothing; break;
            case Evaluation.Cancel cancel:
                letter.Cancel = new() { Slot = cancel.Slot, Cell = cancel.Cell, Revision = cancel.Revision.Number };
                break;
            case HasPastValues pasts:
                letter.Remembers = new() { From = pasts.Span.From.Number, Until = pasts.Span.Until.Number };
                break;
            case Forget forget:
                letter.Forget = new() { Of = { forget.LiveRevisions.Revisions.Select(one => one.Number) } };
                break;
            case AssignCells assignCells: letter.Adopt = cellAssignments.Encode(assignCells, arrays); break;
            case EnterEra enterEra: letter.Form = EraPlanCodec.Encode(enterEra, new ShardId(letter.To)); break;
            case EraEntered entered: letter.Formed = new() { Adoptions = entered.CellAssignments }; break;
            case Evaluation.Inspect inspect:
                letter.Inspect = new()
                {
                    Number = inspect.Number, Revision = inspect.Revision.Number, Cells = { inspect.Cells },
                };
                break;
            case Evaluation.Inspected inspected: letter.Inspected = Encode(inspected); break;
            case Evaluation.FreeCells free: letter.FreeCells = new() { Cells = { free.Cells } }; break;
            case Evaluation.CellsFreed freed: letter.CellsFreed = Encode(freed); break;
            case Evaluation.ReturnLoan loan:
                letter.ReturnLoan = new() { ImportCell = loan.Import.Cell, LenderCell = loan.LenderCell };
                break;
            case Evaluation.LoanReturned returned: letter.LoanReturned = new() { ImportCell = returned.Cell }; break;
            case Evaluation.CountCells count: letter.CountCells = new() { Number = count.Number }; break;
            case Evaluation.CellsCounted counted:
                letter.CellsCounted = new() { Number = counted.Number, Counts = CountsCodec.Encode(counted.Counts) };
                break;
            case Broken broken: letter.Broken = broken.Cause.Message; break;
            case Dissolve: letter.Dissolve = Nothing; break;
            default: throw new InvalidOperationException($"{message.GetType().Name} does not travel");
        }

        return new Letter(new Post { Node = letter }, [.. arrays], mayBeOvertaken: message is Evaluation.Evaluated);
    }

    /// <summary>
    /// Reads the message of a letter, which does not begin an era; the message takes leases of its own.
    /// </summary>
    public static Message Decode(NodeLetter letter, IReadOnlyList<NdArray> arrays, CellAssignmentCodec cellAssignments)
    {
        var from = new ShardId(letter.From);
        return letter.BodyCase switch
        {
            NodeLetter.BodyOneofCase.Eval => Decode(letter.Eval, from),
            NodeLetter.BodyOneofCase.Evaluated => Decode(letter.Evaluated, arrays),
            NodeLetter.BodyOneofCase.Invalidate =>
                new Evaluation.Invalidate(from, letter.Invalidate.Cell, new Revision(letter.Invalidate.Revision)),
            NodeLetter.BodyOneofCase.Invalidated => new Invalidated(),
            NodeLetter.BodyOneofCase.Assign => Decode(letter.Assign, arrays),
            NodeLetter.BodyOneofCase.Assigned => new Assigned(),
            NodeLetter.BodyOneofCase.Cancel =>
                new Evaluation.Cancel(
                    from, letter.Cancel.Slot, letter.Cancel.Cell, new Revision(letter.Cancel.Revision)),
            NodeLetter.BodyOneofCase.Remembers =>
                new HasPastValues(
                    from, new RevisionSpan(new Revision(letter.Remembers.From), new Revision(letter.Remembers.Until))),
            NodeLetter.BodyOneofCase.Forget =>
                new Forget(new LiveRevisions([.. letter.Forget.Of.Select(number => new Revision(number))])),
            NodeLetter.BodyOneofCase.Adopt => cellAssignments.Decode(letter.Adopt, new ShardId(letter.To), arrays),
            NodeLetter.BodyOneofCase.Formed => new EraEntered(from, new Era(letter.Era), letter.Formed.Adoptions),
            NodeLetter.BodyOneofCase.Inspect =>
                new Evaluation.Inspect(
                    letter.Inspect.Number, new Revision(letter.Inspect.Revision), [.. letter.Inspect.Cells]),
            NodeLetter.BodyOneofCase.Inspected => new Evaluation.Inspected(
                letter.Inspected.Number, [.. letter.Inspected.Statuses.Select(status => ValueCodec.Decode(status))]),
            NodeLetter.BodyOneofCase.FreeCells => new Evaluation.FreeCells([.. letter.FreeCells.Cells]),
            NodeLetter.BodyOneofCase.CellsFreed => Decode(letter.CellsFreed, from),
            NodeLetter.BodyOneofCase.ReturnLoan => new Evaluation.ReturnLoan(
                new CellAddress(from, letter.ReturnLoan.ImportCell), letter.ReturnLoan.LenderCell),
            NodeLetter.BodyOneofCase.LoanReturned => new Evaluation.LoanReturned(letter.LoanReturned.ImportCell),
            NodeLetter.BodyOneofCase.CountCells => new Evaluation.CountCells(letter.CountCells.Number),
            NodeLetter.BodyOneofCase.CellsCounted => new Evaluation.CellsCounted(
                letter.CellsCounted.Number, CountsCodec.Decode(letter.CellsCounted.Counts)),
            NodeLetter.BodyOneofCase.Broken => new Broken(new InvalidOperationException(letter.Broken)),
            NodeLetter.BodyOneofCase.Dissolve => new Dissolve(),
            _ => throw new LetterFormatException(
                $"a node letter of graph '{letter.Graph}' says {letter.BodyCase}, which no "
                + "shard understands; the peer is of another version"),
        };
    }

    private static Wire.Protocol.Eval Encode(Eval eval) => new()
    {
        Slot = eval.Slot, Cell = eval.Cell, Revision = eval.Revision.Number, Need = (int)eval.Need,
        Oldest = eval.Oldest.Number, TakesOver = eval.TakesOver, Tenant = eval.Tenant,
    };

    private static Eval Decode(Wire.Protocol.Eval eval, ShardId from) => new(
        from, eval.Slot, eval.Cell, new Revision(eval.Revision), (Need)eval.Need, new Revision(eval.Oldest),
        eval.TakesOver, eval.Tenant);

    private static Wire.Protocol.Evaluated Encode(Evaluation.Evaluated evaluated, List<NdArray> arrays) => new()
    {
        Slot = evaluated.Slot, Revision = evaluated.Revision.Number,
        Held = ValueCodec.Encode(evaluated.Versioned, arrays),
        IsHandedOver = evaluated.IsHandedOver, Tenant = evaluated.Tenant,
    };

    private static Evaluation.Evaluated Decode(
        Wire.Protocol.Evaluated evaluated, IReadOnlyList<NdArray> arrays) => new(
            evaluated.Slot, new Revision(evaluated.Revision), ValueCodec.Decode(evaluated.Held, arrays),
            evaluated.IsHandedOver, evaluated.Tenant);

    private static Wire.Protocol.Assign Encode(Evaluation.Assign assign, List<NdArray> arrays)
    {
        var encoded = new Wire.Protocol.Assign { Revision = assign.Revision.Number };
        for (int i = 0; i < assign.Values.Count; i++)
        {
            (int cell, Value value) = assign.Values[i];
            encoded.Values.Add(new Given { Cell = cell, Value = ValueCodec.Encode(value, arrays) });
        }

        return encoded;
    }

    private static Evaluation.Assign Decode(Wire.Protocol.Assign encoded, IReadOnlyList<NdArray> arrays)
    {
        var assign = new Evaluation.Assign(new Revision(encoded.Revision));
        foreach (Given given in encoded.Values) assign.Add(given.Cell, ValueCodec.Decode(given.Value, arrays));
        return assign;
    }

    private static Wire.Protocol.CellsFreed Encode(Evaluation.CellsFreed freed) => new()
    {
        Freed = { freed.Freed },
        Unread = { freed.Unread.Select(one => new UnreadCell { Cell = one.Cell, Node = one.Node }) },
        Adoptions = freed.CellAssignments,
    };

    private static Evaluation.CellsFreed Decode(Wire.Protocol.CellsFreed freed, ShardId from) => new(
        from, [.. freed.Freed], [.. freed.Unread.Select(one => (one.Cell, one.Node))], freed.Adoptions);

    private static Wire.Protocol.Inspected Encode(Evaluation.Inspected inspected) => new()
    {
        Number = inspected.Number, Statuses = { inspected.Statuses.Select(status => ValueCodec.Encode(status)) },
    };
}

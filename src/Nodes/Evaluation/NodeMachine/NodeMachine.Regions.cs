using Dataflow.Nodes.Operators;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Which cells are computed in one go. An elementwise cell that nobody outside asked for puts its computation off: it
/// waits as the cell's value until a user runs it together with its own. The user's region takes what all users read
/// in there, with the same support; the rest is materialized from then on: it is computed by itself, and kept.
/// Where only the support is smaller, that is worth it if the user ever runs while the operand still holds. When it
/// turns out that they always run together, they are computed together; if then the user runs alone after all, the
/// operand's value is missed once, which counts as an eviction, and is kept from then on.
/// </summary>
internal sealed partial class NodeMachine
{
    private const int OftenTogether = 8;

    // Of one evaluation, for one region at a time.
    private readonly List<Computation> _met = [];
    private readonly Stack<Computation> _toMeet = new();

    private bool Defers(ref Cell cell, Computation computation, long revision) =>
        computation.Node.Operator is ElementwiseOperator
        && (cell.Flags & (CellFlags.IsKept | CellFlags.Materialized)) == CellFlags.None
        && cell.Users is > 0 and < Cell.ManyUsers
        && !cell.Node.ComparesValues
        && computation.Size < _limits.OperatorsInRegion
        && cell.Span.From <= revision;

    /// <summary>A value was not kept because its user always ran when it did, and now only the user does.</summary>
    private void KeepIfMissed(ref Cell cell)
    {
        if ((cell.Flags & CellFlags.FusedAcrossSupport) == CellFlags.None) return;
        for (int edge = cell.FirstEdge; edge < cell.FirstEdge + cell.OperandCount; edge++)
        {
            if (_edges[edge].Seen != _cells[_edges[edge].Operand].Version) return;
        }

        cell.Flags = (cell.Flags & ~CellFlags.FusedAcrossSupport) | CellFlags.Materialized | CellFlags.ValueReused;
        if (cell.Evictions < byte.MaxValue) cell.Evictions++;
    }

    /// <summary>Learns from a run of the user whether the materialized operands hold longer than it does.</summary>
    private void LearnFrom(ref Cell user)
    {
        const CellFlags decided = CellFlags.ValueReused | CellFlags.IsKept | CellFlags.IsSource | CellFlags.IsImport;
        for (int edge = user.FirstEdge; edge < user.FirstEdge + user.OperandCount; edge++)
        {
            ref Cell operand = ref _cells[_edges[edge].Operand];
            if ((operand.Flags & (decided | CellFlags.Materialized)) != CellFlags.Materialized) continue;
            if (operand.Users != ReadsBy(ref user, ref operand) || operand.Node.Operator is not ElementwiseOperator)
                continue;
            if (_edges[edge].Seen == operand.Version) operand.Flags |= CellFlags.ValueReused;
            else if (++operand.JointRuns >= OftenTogether * operand.Users) FuseAcrossSupport(ref operand);
        }
    }

    private static void FuseAcrossSupport(ref Cell cell) =>
        cell.Flags = (cell.Flags & ~CellFlags.Materialized) | CellFlags.FusedAcrossSupport;

    private void Defer(int index, ref Cell cell, long revision, Computation computation)
    {
        computation.Cell = index;
        LearnFrom(ref cell);
        cell.Runs++;
        Settle(index, ref cell, revision, new Value(0, computation));
        computation.Version = cell.Version;
    }

    /// <summary>
    /// Looks at what waits in the operands of a computation that is to run. True when all of it belongs to its region;
    /// if not, what does not is materialized, and is not there for now.
    /// </summary>
    private bool IsWhole(ref Cell cell, Computation root)
    {
        MeetOperands(root, root);
        while (_toMeet.TryPop(out Computation? member)) MeetOperands(member, root);
        bool isWhole = true;
        foreach (Computation met in _met)
        {
            ref Cell waiting = ref _cells[met.Cell];
            isWhole &= met.Reads < 0 || SetApart(ref waiting, met, root);
            met.Reads = 0;
        }

        if (isWhole)
        {
            foreach (Computation member in _met) LetGo(ref _cells[member.Cell], member);
            LearnFrom(ref cell);
            DropInner(ref cell);
        }

        _met.Clear();
        return isWhole;
    }

    private void MeetOperands(Computation user, Computation root)
    {
        for (int i = 0; i < user.Operands.Length; i++)
        {
            if (user.Operands[i].Waiting is not { Reads: >= 0 } waiting) continue;
            if (TakesResult(user, i, waiting, root)) continue;
            if (waiting.Reads++ == 0) _met.Add(waiting);
            if (!Belongs(waiting, user, root)) continue;
            waiting.Reads = -1;
            _toMeet.Push(waiting);
        }
    }

    /// <summary>
    /// What stood apart was computed by itself since then, so whoever waits for it reads the result and does not
    /// compute it again. Only where nobody else has the user: a region under way may be reading its operands.
    /// </summary>
    private bool TakesResult(Computation user, int operand, Computation waiting, Computation root)
    {
        ref Cell cell = ref _cells[waiting.Cell];
        if (cell.Content is not NdArray || cell.Version != waiting.Version) return false;
        bool isSole = ReferenceEquals(user, root) || ReferenceEquals(_cells[user.Cell].Content, user);
        if (isSole) user.Replace(operand, cell.Value);
        return isSole;
    }

    /// <summary>
    /// All that can read it are in the region, as far as they were met, and it fits there. Nobody else has a lease on
    /// it but its own cell: a past value or a user that waits elsewhere would compute it once more. What its own cell
    /// has let go of meanwhile cannot be materialized, so it belongs to whoever reads it.
    /// </summary>
    private bool Belongs(Computation waiting, Computation user, Computation root)
    {
        ref Cell cell = ref _cells[waiting.Cell];
        if (!ReferenceEquals(cell.Content, waiting)) return true;
        return waiting.Reads == cell.Users && waiting.Leases == waiting.Reads + 1 && Fits(waiting, root)
            && ((cell.Flags & CellFlags.FusedAcrossSupport) != CellFlags.None
                || _support.AreEqual(waiting.Node, user.Node));
    }

    private static bool Fits(Computation waiting, Computation root) => root.Node.Operator switch
    {
        ElementwiseOperator => waiting.Shape.Equals(root.Shape),
        ITileReduction reduction => waiting.Shape.Equals(root.Operands[0].Shape)
            && reduction.TakesTiles(waiting.Shape, root.Node.Parameters),
        _ => false,
    };

    /// <summary>Its value is made anew, by itself; what was deferred does not count as run.</summary>
    private bool SetApart(ref Cell cell, Computation computation, Computation root)
    {
        if (!ReferenceEquals(cell.Content, computation)) return true;
        bool isForSupport = computation.Reads == cell.Users && Fits(computation, root);
        cell.Flags = (cell.Flags & ~CellFlags.FusedAcrossSupport) | CellFlags.Materialized;
        if (!isForSupport) cell.Flags |= CellFlags.ValueReused;
        for (int i = 0; i < cell.OperandCount; i++) _edges[cell.FirstEdge + i].Seen = 0;
        cell.Runs--;
        cell.Drop();
        return false;
    }

    /// <summary>The region has it now; what it reads from memory goes, where only it reads that.</summary>
    private void LetGo(ref Cell cell, Computation member)
    {
        if (!ReferenceEquals(cell.Content, member)) return;
        DropInner(ref cell);
        cell.Drop();
    }

    /// <summary>From now on somebody outside asks for the cell, so nothing waits in it.</summary>
    private static void KeepForOthers(ref Cell cell)
    {
        if (cell.IsKept) return;
        cell.Flags |= CellFlags.IsKept;
        if (cell.IsWaiting)
        {
            cell.Runs--;
            cell.Drop();
        }

        cell.Extras?.DropWaiting();
    }
}

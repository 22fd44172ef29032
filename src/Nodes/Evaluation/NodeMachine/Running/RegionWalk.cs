using Dataflow.Nodes.Operators;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Walks upstream through the computations that wait for one that is to run, and finds which belong to its region. Its
/// lists are empty between walks.
/// </summary>
internal sealed class RegionWalk(CellTable table, OperandReader operands, InnerValues innerValues, Support support)
{
    private readonly List<Computation> _met = [];
    private readonly Stack<Computation> _toMeet = new();

    /// <summary>
    /// True when all that waits belongs to the region: their cells let go of it then, and of what it read. If not, what
    /// does not belong is materialized, and is not there for now.
    /// </summary>
    public bool TryTakeIn(Computation root)
    {
        MeetOperands(root, root);
        while (_toMeet.TryPop(out Computation? member)) MeetOperands(member, root);
        bool isWhole = true;
        foreach (Computation met in _met)
        {
            isWhole &= met.Reads < 0 || !TrySetApart(met, root);
            met.Reads = 0;
        }

        if (isWhole) LetGo();
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
        ref Cell cell = ref table[waiting.Cell];
        if (cell.Content is not NdArray || cell.Version != waiting.Version) return false;
        bool isSole = ReferenceEquals(user, root) || ReferenceEquals(table[user.Cell].Content, user);
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
        ref Cell cell = ref table[waiting.Cell];
        if (!ReferenceEquals(cell.Content, waiting)) return true;
        return waiting.Reads == cell.Users && waiting.Leases == waiting.Reads + 1 && Fits(waiting, root)
            && (cell.Has(CellFlags.FusedAcrossSupport) || support.AreEqual(waiting.Node, user.Node));
    }

    private static bool Fits(Computation waiting, Computation root) => root.Node.Operator switch
    {
        ElementwiseOperator => waiting.Shape.Equals(root.Shape),
        ITileReduction reduction => waiting.Shape.Equals(root.Operands[0].Shape)
            && reduction.TakesTiles(waiting.Shape, root.Node.Parameters),
        _ => false,
    };

    /// <summary>
    /// Has the value made anew, by itself; what was deferred does not count as run. False when its cell has let go of
    /// it meanwhile.
    /// </summary>
    private bool TrySetApart(Computation computation, Computation root)
    {
        ref Cell cell = ref table[computation.Cell];
        if (!ReferenceEquals(cell.Content, computation)) return false;
        bool isForSupport = computation.Reads == cell.Users && Fits(computation, root);
        Fusion.Materialize(ref cell, isForSupport ? CellFlags.None : CellFlags.ValueReused);
        operands.Unsee(ref cell);
        cell.UncountRun();
        cell.Drop();
        return true;
    }

    /// <summary>The region has them now; what they read from memory goes, where only they read that.</summary>
    private void LetGo()
    {
        foreach (Computation member in _met)
        {
            ref Cell cell = ref table[member.Cell];
            if (!ReferenceEquals(cell.Content, member)) continue;
            innerValues.DropOf(ref cell);
            cell.Drop();
        }
    }
}

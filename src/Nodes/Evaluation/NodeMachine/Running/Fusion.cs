using Dataflow.Nodes.Operators;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Which cells are computed in one go. An elementwise cell that nobody outside asked for puts its computation off: it
/// waits as the cell's value until a user runs it together with its own. The user's region takes what all users read
/// in there, with the same support; the rest is materialized from then on: it is computed by itself, and kept.
/// Where only the support is smaller, that is worth it if the user ever runs while the operand still holds. When it
/// turns out that they always run together, they are computed together; if then the user runs alone after all, the
/// operand's value is missed once, which counts as an eviction, and is kept from then on.
/// </summary>
internal sealed class Fusion(
    CellTable table, OperandReader operands, InnerValues innerValues, Support support, int operatorsInRegion)
{
    private const int OftenTogether = 8;

    private RegionWalk? _walk;

    private RegionWalk Walk => _walk ??= new RegionWalk(table, operands, innerValues, support);

    /// <summary>Whether the cell's computation is to wait for a user's.</summary>
    public bool Defers(ref Cell cell, Computation computation, Revision revision) =>
        computation.Node.Operator is ElementwiseOperator
        && !cell.Has(CellFlags.IsKept | CellFlags.Materialized)
        && cell.Users is > 0 and < Cell.ManyUsers
        && !cell.Node.ComparesValues
        && computation.Size < operatorsInRegion
        && cell.Span.From <= revision;

    /// <summary>A value was not kept because its user always ran when it did, and now only the user does.</summary>
    public void KeepIfMissed(ref Cell cell)
    {
        if (!cell.Has(CellFlags.FusedAcrossSupport) || !operands.HasSeenNewest(ref cell)) return;
        Materialize(ref cell, CellFlags.ValueReused);
        cell.CountEviction();
    }

    /// <summary>Learns from a run of the user whether the materialized operands hold longer than it does.</summary>
    public void LearnFrom(ref Cell user)
    {
        const CellFlags decided = CellFlags.ValueReused | CellFlags.IsKept | CellFlags.IsSource | CellFlags.IsImport;
        for (int edge = user.FirstEdge; edge < user.EndEdge; edge++)
        {
            ref Cell operand = ref table.OperandAt(edge);
            if (!operand.Has(CellFlags.Materialized, among: decided | CellFlags.Materialized)) continue;
            if (operand.Users != table.ReadsBy(ref user, ref operand)) continue;
            if (operand.Node.Operator is not ElementwiseOperator) continue;
            if (table.EdgeAt(edge).Seen == operand.Version) operand.Set(CellFlags.ValueReused);
            else if (++operand.JointRuns >= OftenTogether * operand.Users) FuseAcrossSupport(ref operand);
        }
    }

    /// <summary>
    /// Takes what waits in the operands of a computation that is to run into its region. False when not all of it
    /// belongs there: the rest is materialized, and is not there for now.
    /// </summary>
    public bool TryTakeIn(ref Cell cell, Computation root)
    {
        if (HasWaiting(root) && !Walk.TryTakeIn(root)) return false;
        LearnFrom(ref cell);
        innerValues.DropOf(ref cell);
        return true;
    }

    /// <summary>From now on its value is an array of its own.</summary>
    public static void Materialize(ref Cell cell, CellFlags reason)
    {
        cell.Unset(CellFlags.FusedAcrossSupport);
        cell.Set(CellFlags.Materialized | reason);
    }

    private static void FuseAcrossSupport(ref Cell cell)
    {
        cell.Unset(CellFlags.Materialized);
        cell.Set(CellFlags.FusedAcrossSupport);
    }

    private static bool HasWaiting(Computation root)
    {
        foreach (ref readonly Value operand in root.Operands)
        {
            if (operand.Waiting is not null) return true;
        }

        return false;
    }
}

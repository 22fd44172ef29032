using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Values between two cells that go stale together, which nobody needs when the user has its own.</summary>
internal sealed class InnerValues(CellTable table, Support support)
{
    /// <summary>
    /// Lets go of the operands' arrays that only this cell reads and that go stale together with it. Whoever computes
    /// from them has a lease, so the memory comes back when the kernel is done.
    /// </summary>
    public void DropOf(ref Cell user)
    {
        for (int edge = user.FirstEdge; edge < user.EndEdge; edge++)
        {
            ref Cell operand = ref table.OperandAt(edge);
            if (IsInner(ref operand, ref user) && support.AreEqual(operand.Node, user.Node)) operand.Drop();
        }
    }

    private bool IsInner(ref Cell cell, ref Cell user) =>
        cell.Content is NdArray && !cell.Node.ComparesValues
        && !cell.Has(CellFlags.IsKept | CellFlags.IsSource)
        && !cell.Has(CellFlags.IsImport, among: CellFlags.IsImport | CellFlags.IsHandedOver)
        && cell.Users == table.ReadsBy(ref user, ref cell);
}

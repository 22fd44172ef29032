using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Takes in the cells that the clock assigns to the shard: nodes of its own, and imports of nodes that live elsewhere.
/// A cell that was there changes what it stands for.
/// </summary>
internal sealed class CellIntake(CellTable table, Works works, ShardEra era)
{
    private int _tenants; // of imports in cells that were used before

    /// <summary>How many assignments of cells the shard has had.</summary>
    public int Count { get; private set; }

    public void Take(AssignCells assignCells)
    {
        Count++;
        int operands = 0, value = 0, place = 0;
        ReadOnlySpan<int> all = assignCells.Assignment.Operands;
        foreach (ref readonly AssignedCell assigned in assignCells.Assignment.Cells)
        {
            int cell = Take(assigned, all, ref operands);
            bool isSource = value < assignCells.Values.Count && assignCells.Values[value].Place == place;
            place++;
            if (isSource) Restore(ref table[cell], assignCells.Values[value++].Value);
        }

        foreach ((int lent, CellAddress import) in assignCells.Assignment.Readers) table.AddImporter(lent, import);
    }

    /// <summary>Which cell it is that was assigned.</summary>
    private int Take(in AssignedCell assigned, ReadOnlySpan<int> operands, ref int next)
    {
        bool isNew = assigned.Cell < 0;
        int index = isNew ? table.Append() : assigned.Cell;
        ref Cell cell = ref table[index];
        if (!isNew && !cell.IsFree) Change(ref cell, index, assigned);
        else Begin(ref cell, assigned, isNew);
        if (assigned.Lender.IsTaken) return index;
        int count = assigned.Node.OperandCount;
        table.Connect(index, operands.Slice(next, count));
        next += count;
        return index;
    }

    private void Begin(ref Cell cell, in AssignedCell assigned, bool isNew)
    {
        cell.Begin(assigned.Node);
        if (!assigned.Lender.IsTaken)
        {
            GiveIfSource(ref cell);
            return;
        }

        cell.Set(CellFlags.IsImport);
        cell.BeginExtras(new CellExtras { Tenant = isNew ? 0 : ++_tenants });
        cell.Extras!.BorrowFrom(assigned.Lender, Version.None);
    }

    /// <summary>The cell stands for another place of the same node from now on.</summary>
    private void Change(ref Cell cell, int index, in AssignedCell assigned)
    {
        works.Lose(ref cell);
        if (cell.IsWaiting) cell.Drop();
        cell.Extras?.DropWaiting();
        if (assigned.Lender.IsTaken) BecomeImport(ref cell, index, assigned.Lender);
        else BecomeNode(ref cell, index, assigned.Node);
    }

    private void BecomeImport(ref Cell cell, int index, CellAddress lender)
    {
        table.Disconnect(index);
        CellTable.KeepImporters(ref cell, []);
        cell.CutBefore(era.Newest.Next);
        cell.Become(cell.Node, kept: CellFlags.HasValue);
        cell.Set(CellFlags.IsImport);
        cell.NeedExtras().BorrowFrom(lender, cell.Version);
    }

    private void BecomeNode(ref Cell cell, int index, GraphNode node)
    {
        table.Disconnect(index);
        cell.Become(node, kept: CellFlags.HasValue | CellFlags.IsAskedFor);
        if (cell.Extras is { } extras) extras.Lender = CellAddress.None;
        GiveIfSource(ref cell);
    }

    private static void GiveIfSource(ref Cell cell)
    {
        GraphNode node = cell.Node;
        if (node.Kind == NodeKind.Operation) return;
        Value value = node.Kind == NodeKind.Variable ? Value.Of(Faults.Unassigned(node)) : ConstantOf(node);
        cell.Hold(value, RevisionSpan.Always, isNew: true);
        cell.Set(CellFlags.IsSource);
    }

    private static Value ConstantOf(GraphNode node) =>
        node.ConstantValue is NdArray array ? new Value(0, array).Retain() : Value.Of((double)node.ConstantValue);

    /// <summary>The value that a variable has, when it comes to live here.</summary>
    private void Restore(ref Cell cell, in Value value) =>
        cell.Hold(value, RevisionSpan.Since(era.Newest), isNew: false);
}

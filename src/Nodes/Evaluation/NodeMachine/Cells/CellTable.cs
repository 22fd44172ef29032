using System.Runtime.CompilerServices;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The cells of a shard and the edges between them: which cell reads which, how many read each, and which edges carry a
/// loan. Nothing else changes these.
/// </summary>
internal sealed class CellTable
{
    private readonly ChunkedList<Cell> _cells = new();
    private readonly ChunkedList<Edge> _edges = new();
    private EdgeRanges? _freeEdges;
    private List<int>? _unread;

    public int Count => _cells.Count;

    public int EdgeCount => _edges.Count;

    /// <summary>The cells that some user has ceased to read and nobody reads now, each as often as that came about.
    /// </summary>
    public bool HasUnread => _unread is { Count: > 0 };

    /// <summary>About what cells and edges take.</summary>
    public long Bytes =>
        ((long)_cells.Count * Unsafe.SizeOf<Cell>()) + ((long)_edges.Count * Unsafe.SizeOf<Edge>());

    public ref Cell this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _cells[index];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Edge EdgeAt(int index) => ref _edges[index];

    /// <summary>The cell that an edge reads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Cell OperandAt(int edge) => ref _cells[_edges[edge].Operand];

    /// <summary>Whether there is such a cell, and it is a node's.</summary>
    public bool IsTaken(int index) => index < _cells.Count && !_cells[index].IsFree;

    /// <summary>One cell more, at the end.</summary>
    public int Append()
    {
        _cells.Append();
        return _cells.Count - 1;
    }

    /// <summary>From now on the cell reads these operands.</summary>
    public void Connect(int index, ReadOnlySpan<int> operands)
    {
        ref Cell cell = ref _cells[index];
        cell.OperandCount = (byte)operands.Length;
        if (_freeEdges is null || !_freeEdges.TryTake(operands.Length, out cell.FirstEdge))
        {
            cell.FirstEdge = _edges.Count;
            for (int i = 0; i < operands.Length; i++) _edges.Append();
        }

        for (int i = 0; i < operands.Length; i++) Connect(cell.FirstEdge + i, index, operands[i]);
    }

    /// <summary>The cell reads nothing any more; its edges are free.</summary>
    public void Disconnect(int index)
    {
        ref Cell cell = ref _cells[index];
        if (cell.OperandCount == 0) return;
        for (int edge = cell.FirstEdge; edge < cell.EndEdge; edge++)
        {
            ref Edge read = ref _edges[edge];
            ref Cell operand = ref _cells[read.Operand];
            EndLoan(ref operand, ref read);
            if (--operand.Users == 0) (_unread ??= []).Add(read.Operand);
            operand.Extras?.ForgetUser(index, operand.Users);
        }

        (_freeEdges ??= new EdgeRanges()).Give(cell.FirstEdge, cell.OperandCount);
        cell.OperandCount = 0;
    }

    /// <summary>Takes the last of the cells that nobody reads any more.</summary>
    public int TakeUnread()
    {
        int index = _unread![^1];
        _unread.RemoveAt(_unread.Count - 1);
        return index;
    }

    /// <summary>An import of another shard stands for the cell.</summary>
    public void AddImporter(int index, CellAddress import)
    {
        ref Cell cell = ref _cells[index];
        if (cell.NeedExtras().AddImporter(import)) cell.Users++;
    }

    /// <summary>An import of another shard is going; false when nobody knew of it here.</summary>
    public bool TryRemoveImporter(int index, CellAddress import)
    {
        if (index >= _cells.Count || _cells[index].Extras?.RemoveImporter(import) is not true) return false;
        _cells[index].Users--;
        return true;
    }

    /// <summary>Of the imports that stand for the cell only those in these shards are left.</summary>
    public static void KeepImporters(ref Cell cell, IReadOnlyCollection<ShardId> shards)
    {
        if (cell.Extras is { ImporterCount: > 0 } extras) cell.Users -= extras.KeepImporters(shards);
    }

    /// <summary>
    /// Lends the operand's value along an edge, so that a wave from it goes there. A value whose end is known needs no
    /// loan: nothing about it can change.
    /// </summary>
    public void Lend(ref Cell operand, ref Edge edge, int index)
    {
        if (!operand.Span.IsOpen || edge.IsLent) return;
        (edge.NextLoan, edge.PreviousLoan) = (operand.FirstLoan, Edge.NoMore);
        if (operand.FirstLoan != Edge.NoMore) _edges[operand.FirstLoan].PreviousLoan = index;
        operand.FirstLoan = index;
    }

    /// <summary>Ends all loans of a cell in this shard, and adds who had borrowed to a list.</summary>
    public void RecallLoans(ref Cell cell, List<int> borrowers)
    {
        for (int edge = cell.FirstLoan; edge != Edge.NoMore;)
        {
            ref Edge loan = ref _edges[edge];
            borrowers.Add(loan.User);
            edge = loan.NextLoan;
            loan.NextLoan = Edge.NotLent;
        }

        cell.FirstLoan = Edge.NoMore;
    }

    /// <summary>Nothing is lent any more, here or elsewhere.</summary>
    public void VoidLoans()
    {
        for (int i = 0; i < _edges.Count; i++) _edges[i].NextLoan = Edge.NotLent;
        for (int i = 0; i < _cells.Count; i++)
        {
            ref Cell cell = ref _cells[i];
            cell.FirstLoan = Edge.NoMore;
            cell.Extras?.TakeBorrowers();
        }
    }

    /// <summary>How many of a user's edges read the cell.</summary>
    public int ReadsBy(ref Cell user, ref Cell cell)
    {
        int reads = 0;
        for (int edge = user.FirstEdge; edge < user.EndEdge; edge++)
        {
            if (Unsafe.AreSame(ref OperandAt(edge), ref cell)) reads++;
        }

        return reads;
    }

    private void Connect(int at, int user, int operand)
    {
        ref Edge edge = ref _edges[at];
        (edge.User, edge.Operand, edge.Seen, edge.NextLoan) = (user, operand, default, Edge.NotLent);
        ref Cell read = ref _cells[operand];
        read.Users++;
        if (read.IsImport) read.Extras!.NoteUser(user);
    }

    /// <summary>Takes an edge out of the operand's list of loans.</summary>
    private void EndLoan(ref Cell operand, ref Edge loan)
    {
        if (!loan.IsLent) return;
        if (loan.PreviousLoan == Edge.NoMore) operand.FirstLoan = loan.NextLoan;
        else _edges[loan.PreviousLoan].NextLoan = loan.NextLoan;
        if (loan.NextLoan != Edge.NoMore) _edges[loan.NextLoan].PreviousLoan = loan.PreviousLoan;
        loan.NextLoan = Edge.NotLent;
    }
}

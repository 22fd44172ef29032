using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Evaluation;

[Flags]
internal enum CellFlags : ushort
{
    None = 0,

    /// <summary>The value is here, good or not; a dropped one is computed again when it is needed.</summary>
    HasValue = 1,

    /// <summary>A variable's or constant's: given, never computed.</summary>
    IsSource = 2,

    /// <summary>Stands for a node of another shard.</summary>
    IsImport = 4,

    /// <summary>Asked for from outside its region: its value is kept after its users are done.</summary>
    IsKept = 8,

    /// <summary>While a wave's assignments are taken in: this one has its value already.</summary>
    IsAssigned = 16,

    /// <summary>Its value is made as an array of its own: not all that read it are of one region.</summary>
    Materialized = 32,

    /// <summary>It always ran when its user did, so it is computed with that, though its support is smaller.</summary>
    FusedAcrossSupport = 64,

    /// <summary>Its user ran while it still held: its value is worth keeping.</summary>
    ValueReused = 128,

    /// <summary>A client asked for it: its value is his to read, so it is kept whoever else has it.</summary>
    IsAskedFor = 256,

    /// <summary>An import's value that its lender has let go of: it goes when its user here has it.</summary>
    IsHandedOver = 512,

    /// <summary>Its node was forgotten: it goes as soon as nobody works at it or reads it.</summary>
    IsLeaving = 1024,

    /// <summary>It is no node's at this time.</summary>
    IsFree = 2048,
}

/// <summary>
/// One node's state: its value, the revisions for which it holds, and its loans. A struct in an array, because a graph
/// has one for every operation. Laws: a cell that covers a revision had all its operands at it; a value that is held
/// belongs to the cell's version; a version of 0 means that there never was a value.
/// </summary>
internal struct Cell
{
    /// <summary>A cell that so many read is computed by itself.</summary>
    public const int ManyUsers = 255;

    /// <summary>The value, when it is a number.</summary>
    public double Number;

    /// <summary>The value, when it is an array or a fault.</summary>
    public object? Content;

    /// <summary>For which revisions the newest value holds.</summary>
    public RevisionSpan Span;

    public GraphNode Node;

    /// <summary>What few cells need at a time: work under way, past values, borrowers elsewhere.</summary>
    public CellExtras? Extras;

    /// <summary>Counts the different values that this cell has had.</summary>
    public int Version;

    /// <summary>The first of this cell's edges to its operands; they lie side by side.</summary>
    public int FirstEdge;

    /// <summary>The edge of the latest borrower in this shard; the loans are linked through the edges.</summary>
    public int FirstLoan;

    public int Runs;

    public int Hits;

    /// <summary>How many edges of this shard read the cell, and how many imports of other shards.</summary>
    public int Users;

    public byte OperandCount;

    public CellFlags Flags;

    /// <summary>How often the value went for memory, counted up to 255.</summary>
    public byte Evictions;

    /// <summary>How often in a row it ran when its user did.</summary>
    public byte JointRuns;

    public readonly bool HasValue => (Flags & CellFlags.HasValue) != CellFlags.None;

    public readonly bool IsSource => (Flags & CellFlags.IsSource) != CellFlags.None;

    public readonly bool IsImport => (Flags & CellFlags.IsImport) != CellFlags.None;

    public readonly bool IsLeaving => (Flags & CellFlags.IsLeaving) != CellFlags.None;

    public readonly bool IsFree => (Flags & CellFlags.IsFree) != CellFlags.None;

    public readonly bool IsKept => (Flags & CellFlags.IsKept) != CellFlags.None;

    /// <summary>Its value is a computation that waits: good for users in this shard, and for nobody outside.</summary>
    public readonly bool IsWaiting => Content is Computation;

    public readonly Value Value => new(Number, Content);

    /// <summary>Whether the newest value answers the question; a past one may still.</summary>
    public readonly bool Satisfies(long revision, Need need) =>
        Span.Covers(revision) && (need == Need.Version || HasValue);

    /// <summary>Whether, if no operand has moved, the value at hand holds at a later revision too.</summary>
    public readonly bool MayStillHold(long revision, Need need) =>
        Version > 0 && Span.Until < revision && (need == Need.Version || HasValue);

    public readonly VersionedValue Versioned => new(Value, Version, Span, HasValue);

    public void Put(in Value value)
    {
        Invariant.Holds(value.Fault is not { IsForgotten: true }, "what nobody remembers is no cell's newest content");
        Number = value.Number;
        Content = value.Content;
        Flags |= CellFlags.HasValue;
    }

    /// <summary>Lets the value go; the cell still knows for which revisions its version holds.</summary>
    public void Drop()
    {
        if (Content is null)
        {
            Flags &= ~CellFlags.HasValue;
            return;
        }

        Value.Release();
        Content = null;
        Flags &= ~CellFlags.HasValue;
    }
}

/// <summary>One operand of a cell, and the loan on it.</summary>
internal struct Edge
{
    /// <summary>Not lent: a wave from the operand need not come this way.</summary>
    public const int NotLent = -2;

    /// <summary>The end of an operand's list of loans.</summary>
    public const int NoMore = -1;

    public int User;

    public int Operand;

    /// <summary>The next loan of the same operand; <see cref="NotLent"/> when this is none.</summary>
    public int NextLoan;

    /// <summary>The loan before this one in that list, if this is one; <see cref="NoMore"/> for the first.</summary>
    public int PreviousLoan;

    /// <summary>The operand's version that the user's value was computed from.</summary>
    public int Seen;
}

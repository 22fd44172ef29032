using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// One node's state: its value, the revisions for which it holds, and its loans. A struct in an array, because a graph
/// has one for every operation. Laws: a cell that covers a revision had all its operands at it; a value that is held
/// belongs to the cell's version; a version of 0 means that there never was a value.
/// </summary>
internal struct Cell
{
    /// <summary>A cell that so many read is computed by itself.</summary>
    public const int ManyUsers = 255;

    private double _number;
    private object? _content;
    private int _version; // the runtime would pad a struct

    /// <summary>For which revisions the newest value holds.</summary>
    public RevisionSpan Span { get; private set; }

    public GraphNode Node { get; private set; }

    /// <summary>What few cells need at a time: work under way, past values, borrowers elsewhere.</summary>
    public CellExtras? Extras { get; private set; }

    /// <summary>Counts the different values that this cell has had.</summary>
    public readonly Version Version => new(_version);

    // What follows until the flags is changed by the cell table alone.

    /// <summary>The first of this cell's edges to its operands; they lie side by side.</summary>
    public int FirstEdge;

    /// <summary>The edge of the latest borrower in this shard; the loans are linked through the edges.</summary>
    public int FirstLoan;

    /// <summary>How many edges of this shard read the cell, and how many imports of other shards.</summary>
    public int Users;

    /// <summary>How often it was computed.</summary>
    public int Runs { get; private set; }

    /// <summary>How often its value was found good.</summary>
    public int Hits { get; private set; }

    public byte OperandCount;

    private CellFlags _flags;

    /// <summary>How often the value went for memory, counted up to 255.</summary>
    public byte Evictions { get; private set; }

    /// <summary>How often in a row it ran when its user did; the fusion's.</summary>
    public byte JointRuns;

    /// <summary>The value, when it is a number.</summary>
    public readonly double Number => _number;

    /// <summary>The value, when it is an array or a fault.</summary>
    public readonly object? Content => _content;

    public readonly bool HasValue => Has(CellFlags.HasValue);

    public readonly bool IsSource => Has(CellFlags.IsSource);

    public readonly bool IsImport => Has(CellFlags.IsImport);

    public readonly bool IsLeaving => Has(CellFlags.IsLeaving);

    public readonly bool IsFree => Has(CellFlags.IsFree);

    public readonly bool IsKept => Has(CellFlags.IsKept);

    /// <summary>Its value is a computation that waits: good for users in this shard, and for nobody outside.</summary>
    public readonly bool IsWaiting => _content is Computation;

    public readonly Value Value => new(_number, _content);

    public readonly VersionedValue Versioned => new(Value, Version, Span, HasValue);

    /// <summary>The edge after its last one.</summary>
    public readonly int EndEdge => FirstEdge + OperandCount;

    /// <summary>Whether it has one of these flags.</summary>
    public readonly bool Has(CellFlags flags) => (_flags & flags) != CellFlags.None;

    /// <summary>Whether of the flags in <paramref name="among"/> it has just these.</summary>
    public readonly bool Has(CellFlags flags, CellFlags among) => (_flags & among) == flags;

    public void Set(CellFlags flags) => _flags |= flags;

    public void Unset(CellFlags flags) => _flags &= ~flags;

    /// <summary>Whether the newest value answers the question; a past one may still.</summary>
    public readonly bool Satisfies(Revision revision, Need need) =>
        Span.Covers(revision) && (need == Need.Version || HasValue);

    /// <summary>Whether, if no operand has moved, the value at hand holds at a later revision too.</summary>
    public readonly bool MayStillHold(Revision revision, Need need) =>
        Version.Number > 0 && Span.Until < revision && (need == Need.Version || HasValue);

    /// <summary>From now on it is this node's, which has no value yet.</summary>
    public void Begin(GraphNode node)
    {
        this = default;
        (Node, Span, FirstLoan) = (node, RevisionSpan.Never, Edge.NoMore);
    }

    /// <summary>From now on it is nobody's.</summary>
    public void End()
    {
        Begin(null!);
        Set(CellFlags.IsFree);
    }

    /// <summary>It becomes another node's cell and keeps of its flags only these.</summary>
    public void Become(GraphNode node, CellFlags kept) => (Node, _flags) = (node, _flags & kept);

    /// <summary>It holds another value for these revisions. Takes over the lease on it.</summary>
    public void Hold(in Value value, RevisionSpan span, bool isNew)
    {
        Drop();
        Put(value);
        Span = span;
        if (isNew) _version++;
    }

    /// <summary>It has a lender's version for these revisions, without its value for now.</summary>
    public void Borrow(Version version, RevisionSpan span)
    {
        Drop();
        (_version, Span) = (version.Number, span);
    }

    /// <summary>What it has holds for these revisions.</summary>
    public void Renew(RevisionSpan span) => Span = span;

    /// <summary>What it has does not hold from this revision on.</summary>
    public void CutBefore(Revision revision) => Span = Span.CutBefore(revision);

    /// <summary>The value of the version that it has. Takes over the lease on it.</summary>
    public void Put(in Value value)
    {
        Invariant.Holds(value.Fault is not { IsForgotten: true }, "what nobody remembers is no cell's newest content");
        (_number, _content) = (value.Number, value.Content);
        Set(CellFlags.HasValue);
    }

    /// <summary>Lets the value go; the cell still knows for which revisions its version holds.</summary>
    public void Drop()
    {
        if (_content is not null)
        {
            Value.Release();
            _content = null;
        }

        Unset(CellFlags.HasValue);
    }

    /// <summary>Lets the value go because memory is short.</summary>
    public void Evict()
    {
        Drop();
        CountEviction();
    }

    public void CountEviction() => Evictions += (byte)(Evictions < byte.MaxValue ? 1 : 0);

    public void CountRun() => Runs++;

    /// <summary>It was put off and does not count as run.</summary>
    public void UncountRun() => Runs--;

    public void CountHit() => Hits++;

    public CellExtras NeedExtras() => Extras ??= new CellExtras();

    public void BeginExtras(CellExtras extras) => Extras = extras;

    /// <summary>Lets go of what is empty.</summary>
    public void DropEmptyExtras()
    {
        if (Extras is { IsEmpty: true }) Extras = null;
    }
}

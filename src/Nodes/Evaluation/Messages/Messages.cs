using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>How much is asked of a node.</summary>
internal enum Need : byte
{
    /// <summary>Its value if it is valid right now; nothing runs.</summary>
    IfValid,

    /// <summary>Which version of its value holds; the value itself may have been dropped.</summary>
    Version,

    /// <summary>Its value.</summary>
    Value,
}

/// <summary>user -> operand: lend me your value at this revision. Answered by <see cref="Evaluated"/>.</summary>
/// <param name="by">Who asks.</param>
/// <param name="slot">What the asker calls the question.</param>
/// <param name="cell">Which of the receiver's cells is asked for.</param>
/// <param name="revision">At which revision.</param>
/// <param name="need">How much is asked.</param>
/// <param name="oldest">The oldest revision that any evaluation can still ask for.</param>
/// <param name="takesOver">
/// Whether the asker reads it for one user only, which goes stale together with it, and lets go of it after that.
/// </param>
/// <param name="tenant">Which of the nodes asks that the slot has stood for.</param>
internal sealed class Eval(
    ShardId by, int slot, int cell, Revision revision, Need need, Revision oldest, bool takesOver = false,
    int tenant = 0)
    : Message
{
    public int Tenant { get; } = tenant;

    public ShardId By { get; } = by;

    public int Slot { get; } = slot;

    public int Cell { get; } = cell;

    public Revision Revision { get; } = revision;

    public Need Need { get; } = need;

    public Revision Oldest { get; } = oldest;

    public bool TakesOver { get; } = takesOver;
}

/// <summary>operand -> user: the value or fault, its version, and until when it is known to hold.</summary>
/// <param name="slot">What the asker calls the question.</param>
/// <param name="revision">At which revision.</param>
/// <param name="versioned">What there is.</param>
/// <param name="isHandedOver">Whether the operand has let go of the value, so that the asker alone has it.</param>
/// <param name="tenant">Which of the slot's nodes asked.</param>
internal sealed class Evaluated(
    int slot, Revision revision, in VersionedValue versioned, bool isHandedOver = false, int tenant = 0) : Message
{
    public int Tenant { get; } = tenant;

    public int Slot { get; } = slot;

    public Revision Revision { get; } = revision;

    public VersionedValue Versioned { get; } = versioned;

    public bool IsHandedOver { get; } = isHandedOver;
}

/// <summary>
/// operand -> borrower: what I lent does not hold from this revision on. Answered by <see cref="Invalidated"/>.
/// </summary>
internal sealed class Invalidate(ShardId by, int cell, Revision revision) : Message
{
    public ShardId By { get; } = by;

    public int Cell { get; } = cell;

    public Revision Revision { get; } = revision;
}

/// <summary>borrower -> operand: neither I nor anybody I lent to holds it any more.</summary>
internal sealed class Invalidated : Message;

/// <summary>clock -> shard: hold these values from this revision on. Answered by <see cref="Assigned"/>.</summary>
internal sealed class Assign(Revision revision) : Message
{
    private readonly ChunkedList<(int Cell, Value Value)> _values = new();

    public Revision Revision { get; } = revision;

    public ChunkedList<(int Cell, Value Value)> Values => _values;

    public void Add(int cell, in Value value) => _values.Add((cell, value));

    /// <summary>Ends the leases of values that nobody takes.</summary>
    public void Drop()
    {
        for (int i = 0; i < _values.Count; i++) _values[i].Value.Release();
    }
}

/// <summary>The store -> clock: the wave's values are kept, or could not be.</summary>
internal sealed class Saved(Exception? error) : Message
{
    public Exception? Error { get; } = error;
}

/// <summary>shard -> clock: the values are held and the wave is quiet.</summary>
internal sealed class Assigned : Message;

/// <summary>clock -> shard, shard -> shard: nobody waits for the answer to this question any more.</summary>
internal sealed class Cancel(ShardId by, int slot, int cell, Revision revision) : Message
{
    public ShardId By { get; } = by;

    public int Slot { get; } = slot;

    public int Cell { get; } = cell;

    public Revision Revision { get; } = revision;
}

/// <summary>shard -> clock: I keep values for evaluations at old revisions, one of them for these.</summary>
internal sealed class HasPastValues(ShardId by, RevisionSpan span) : Message
{
    public ShardId By { get; } = by;

    public RevisionSpan Span { get; } = span;
}

/// <summary>clock -> shard: nobody can ask for any other revision than these.</summary>
internal sealed class Forget(LiveRevisions live) : Message
{
    public LiveRevisions LiveRevisions { get; } = live;
}

/// <summary>clock -> shard: these cells are yours.</summary>
/// <param name="assignment">The cells.</param>
/// <param name="values">What variables among them have, by their places in the assignment, with a lease each.</param>
internal sealed class AssignCells(CellAssignment assignment, IReadOnlyList<(int Place, Value Value)> values) : Message
{
    public CellAssignment Assignment { get; } = assignment;

    public IReadOnlyList<(int Place, Value Value)> Values { get; } = values;

    /// <summary>Ends the leases of values that nobody takes.</summary>
    public void Drop()
    {
        foreach ((_, Value value) in Values) value.Release();
    }
}

/// <summary>A computation -> the shard that asked for it.</summary>
internal sealed class Computed(Work work, in Value value) : Message
{
    public Work Work { get; } = work;

    public Value Value { get; } = value;
}

/// <summary>A shard -> itself: there is more to do, after whoever else waits.</summary>
internal sealed class Continue : Message;

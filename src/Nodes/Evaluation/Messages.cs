using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>How much is asked of a node.</summary>
internal enum Need : byte
{
    /// <summary>Its value if it is valid right now; nothing runs.</summary>
    Glance,

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
internal sealed class Eval(
    RunId by, int slot, int cell, long revision, Need need, long oldest, bool takesOver = false) : Message
{
    public RunId By { get; } = by;

    public int Slot { get; } = slot;

    public int Cell { get; } = cell;

    public long Revision { get; } = revision;

    public Need Need { get; } = need;

    public long Oldest { get; } = oldest;

    public bool TakesOver { get; } = takesOver;
}

/// <summary>operand -> user: the value or fault, its version, and until when it is known to hold.</summary>
/// <param name="slot">What the asker calls the question.</param>
/// <param name="revision">At which revision.</param>
/// <param name="holding">What there is.</param>
/// <param name="isHandedOver">Whether the operand has let go of the value, so that the asker alone has it.</param>
internal sealed class Evaluated(int slot, long revision, in Holding holding, bool isHandedOver = false) : Message
{
    public int Slot { get; } = slot;

    public long Revision { get; } = revision;

    public Holding Holding { get; } = holding;

    public bool IsHandedOver { get; } = isHandedOver;
}

/// <summary>
/// operand -> borrower: what I lent does not hold from this revision on. Answered by <see cref="Invalidated"/>.
/// </summary>
internal sealed class Invalidate(RunId by, int cell, long revision) : Message
{
    public RunId By { get; } = by;

    public int Cell { get; } = cell;

    public long Revision { get; } = revision;
}

/// <summary>borrower -> operand: neither I nor anybody I lent to holds it any more.</summary>
internal sealed class Invalidated : Message;

/// <summary>clock -> run: hold these values from this revision on. Answered by <see cref="Assigned"/>.</summary>
internal sealed class Assign(long revision) : Message
{
    private readonly ChunkedList<(int Cell, Value Value)> _values = new();

    public long Revision { get; } = revision;

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

/// <summary>run -> clock: the values are held and the wave is quiet.</summary>
internal sealed class Assigned : Message;

/// <summary>clock -> run, run -> run: nobody waits for the answer to this question any more.</summary>
internal sealed class Cancel(RunId by, int slot, int cell, long revision) : Message
{
    public RunId By { get; } = by;

    public int Slot { get; } = slot;

    public int Cell { get; } = cell;

    public long Revision { get; } = revision;
}

/// <summary>run -> clock: I keep values for evaluations at old revisions, one of them for these.</summary>
internal sealed class Remembers(RunId by, RevisionSpan span) : Message
{
    public RunId By { get; } = by;

    public RevisionSpan Span { get; } = span;
}

/// <summary>clock -> run: nobody can ask for any other revision than these.</summary>
internal sealed class Forget(Askable askable) : Message
{
    public Askable Askable { get; } = askable;
}

/// <summary>clock -> run: these cells are yours.</summary>
/// <param name="adoption">The cells.</param>
/// <param name="values">What variables among them have, by their places in the adoption, with a lease each.</param>
internal sealed class Adopt(Adoption adoption, IReadOnlyList<(int Place, Value Value)> values) : Message
{
    public Adoption Adoption { get; } = adoption;

    public IReadOnlyList<(int Place, Value Value)> Values { get; } = values;

    /// <summary>Ends the leases of values that nobody takes.</summary>
    public void Drop()
    {
        foreach ((_, Value value) in Values) value.Release();
    }
}

/// <summary>A computation -> the run that asked for it.</summary>
internal sealed class Computed(Work work, in Value value) : Message
{
    public Work Work { get; } = work;

    public Value Value { get; } = value;
}

/// <summary>A run -> itself: there is more to do, after whoever else waits.</summary>
internal sealed class Continue : Message;

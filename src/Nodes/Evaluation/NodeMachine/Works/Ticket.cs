namespace Dataflow.Nodes.Evaluation;

/// <summary>A cell to look at: something on the way to an answer needs it.</summary>
internal readonly struct Ticket(int cell, Need need, Revision revision, bool again = false)
{
    public int Cell { get; } = cell;

    public Need Need { get; } = need;

    /// <summary>It was looked at before, so that finding its operands valid saved no work.</summary>
    public bool Again { get; } = again;

    public Revision Revision { get; } = revision;

    public Ticket OnceMore() => new(Cell, Need, Revision, again: true);
}

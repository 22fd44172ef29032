namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Which revisions can be asked for at some moment: those at which evaluations are under way, the newest, and whatever
/// is published later. In ascending order; of very many, the last stands for all that follow.
/// </summary>
internal sealed class LiveRevisions(Revision[] revisions)
{
    /// <summary>How many are told apart.</summary>
    public const int Limit = 64;

    public IReadOnlyList<Revision> Revisions => revisions;

    public Revision Oldest => revisions[0];

    /// <summary>Only the newest one is left, so that no earlier value is of use.</summary>
    public bool IsOne => revisions.Length == 1;

    /// <summary>Whether somebody can ask for a revision within the span.</summary>
    public bool Meets(RevisionSpan span)
    {
        if (span.Until >= revisions[^1]) return true;
        int at = Array.BinarySearch(revisions, span.From);
        return at >= 0 || (~at < revisions.Length && revisions[~at] <= span.Until);
    }
}

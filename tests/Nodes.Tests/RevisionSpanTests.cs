namespace Dataflow.Nodes.Tests;

/// <summary>Spans have both their ends, and what is open ends after every revision.</summary>
public sealed class RevisionSpanTests
{
    private static readonly RevisionSpan[] All = [.. Spans(), RevisionSpan.Always, RevisionSpan.Never];

    /// <summary>Where both hold, and nowhere else: looked at for each revision of many pairs.</summary>
    [Fact]
    public void Intersect_OfTwoSpans_CoversWhatBothCover()
    {
        foreach (RevisionSpan one in All)
        {
            foreach (RevisionSpan other in All)
            {
                RevisionSpan both = one.Intersect(other);
                Assert.All(Revisions(), at => Assert.Equal(one.Covers(at) && other.Covers(at), both.Covers(at)));
                Assert.Equal(both, other.Intersect(one));
            }
        }
    }

    /// <summary>What holds before a change held before; nothing holds from it on.</summary>
    [Fact]
    public void CutBefore_ARevision_CoversWhatWasCoveredBeforeIt()
    {
        foreach (RevisionSpan span in All)
        {
            foreach (Revision change in Revisions())
            {
                RevisionSpan left = span.CutBefore(change);
                Assert.False(left.IsOpen);
                Assert.All(Revisions(), at => Assert.Equal(at < change && span.Covers(at), left.Covers(at)));
            }
        }
    }

    [Fact]
    public void Covers_AtTheEnds_IsTrue()
    {
        RevisionSpan since = RevisionSpan.Since(new Revision(4)), at = RevisionSpan.At(new Revision(4));
        Assert.Equal((true, false), (since.IsOpen, at.IsOpen));
        Assert.Equal([false, true, true], Covered(since));
        Assert.Equal([false, true, false], Covered(at));
        Assert.True(since.Covers(new Revision(long.MaxValue - 1)));
        Assert.True(RevisionSpan.Always.Covers(Revision.First));
        Assert.False(RevisionSpan.Never.Covers(Revision.First));
    }

    private static bool[] Covered(RevisionSpan span) =>
        [.. ((long[])[3, 4, 5]).Select(number => span.Covers(new Revision(number)))];

    private static IEnumerable<Revision> Revisions() => Enumerable.Range(0, 7).Select(number => new Revision(number));

    private static IEnumerable<RevisionSpan> Spans() =>
        from first in Revisions()
        from last in Revisions().Append(RevisionSpan.Open)
        where first <= last
        select new RevisionSpan(first, last);
}

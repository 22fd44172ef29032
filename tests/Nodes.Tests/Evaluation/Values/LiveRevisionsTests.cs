using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Which revisions can be asked for, and for which a value holds: both ends count.</summary>
public sealed class LiveRevisionsTests
{
    [Theory]
    [InlineData(3, 3, true)]
    [InlineData(1, 3, true)]
    [InlineData(3, 4, true)]
    [InlineData(1, 2, false)]
    [InlineData(4, 6, false)]
    [InlineData(4, 7, true)]
    [InlineData(8, 8, false)]
    [InlineData(8, 9, true)]
    [InlineData(10, 20, true)]
    public void Meets_ASpan_IsTrueWhereARevisionOfItCanBeAsked(long from, long until, bool expected) =>
        Assert.Equal(expected, new LiveRevisions(
            [new Revision(3), new Revision(7), new Revision(9)])
            .Meets(new RevisionSpan(new Revision(from), new Revision(until))));

    [Fact]
    public void Leave_OfTheLastEvaluationAtARevision_LetsItGo()
    {
        var revisions = new ActiveRevisions();
        ActiveRevision first = revisions.Enter(), again = revisions.Enter();
        Assert.False(revisions.Publish(new Revision(1)));
        Assert.Equal([new Revision(0), new Revision(1)], revisions.LiveRevisions.Revisions);
        Assert.False(revisions.Leave(first));
        Assert.True(revisions.Leave(again));
        Assert.Equal(new Revision(1), revisions.Oldest);
        Assert.Equal(new Revision(1), revisions.Newest.Revision);
        Assert.Equal([new Revision(1)], revisions.LiveRevisions.Revisions);
    }
}

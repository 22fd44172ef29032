using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>What can still be asked for: the newest revision, and those at which evaluations are under way.</summary>
public sealed class ActiveRevisionsTests
{
    private readonly ActiveRevisions _revisions = new(new Revision(7));

    [Fact]
    public void Newest_AtFirst_IsWhereTheGraphBegan()
    {
        Assert.Equal(new Revision(7), _revisions.Newest.Revision);
        Assert.Equal(new Revision(7), _revisions.Oldest);
        Assert.True(_revisions.LiveRevisions.IsOne);
    }

    [Fact]
    public void Publish_WhileNobodyEvaluates_LetsGoOfTheOneBefore()
    {
        Assert.True(_revisions.Publish(new Revision(8)));
        Assert.Equal(new Revision(8), _revisions.Oldest);
        Assert.True(_revisions.LiveRevisions.IsOne);
    }

    [Fact]
    public void Publish_WhileSomebodyEvaluates_KeepsBoth()
    {
        ActiveRevision entered = _revisions.Enter();
        Assert.False(_revisions.Publish(new Revision(8)));
        Assert.Equal((new Revision(7), new Revision(8)), (_revisions.Oldest, _revisions.Newest.Revision));
        Assert.Equal(2, _revisions.LiveRevisions.Revisions.Count);
        Assert.Equal(new Revision(7), entered.Revision);
    }

    [Fact]
    public void Leave_OfTheNewest_KeepsIt()
    {
        Assert.False(_revisions.Leave(_revisions.Enter()));
        Assert.Equal(new Revision(7), _revisions.Newest.Revision);
    }

    [Fact]
    public void Leave_WhileAnotherIsUnderWayThere_KeepsIt()
    {
        ActiveRevision one = _revisions.Enter(), other = _revisions.Enter();
        _revisions.Publish(new Revision(8));
        Assert.False(_revisions.Leave(one));
        Assert.Equal(new Revision(7), _revisions.Oldest);
        Assert.True(_revisions.Leave(other));
        Assert.Equal(new Revision(8), _revisions.Oldest);
    }

    [Fact]
    public void Leave_OfOneInTheMiddle_LetsGoOfThatAlone()
    {
        _revisions.Enter();
        _revisions.Publish(new Revision(8));
        ActiveRevision middle = _revisions.Enter();
        _revisions.Publish(new Revision(9));
        Assert.Equal(3, _revisions.LiveRevisions.Revisions.Count);
        Assert.True(_revisions.Leave(middle));
        Assert.Equal(2, _revisions.LiveRevisions.Revisions.Count);
        Assert.Equal((new Revision(7), new Revision(9)), (_revisions.Oldest, _revisions.Newest.Revision));
    }

    [Fact]
    public void LeaveAll_WithSeveral_LeavesTheNewestAlone()
    {
        ActiveRevision old = _revisions.Enter();
        _revisions.Publish(new Revision(8));
        _revisions.Enter();
        _revisions.LeaveAll();
        Assert.Equal(new Revision(8), _revisions.Oldest);
        Assert.Equal((1, 0), (old.Evaluations, _revisions.Newest.Evaluations));
        Assert.True(_revisions.Publish(new Revision(9)));
    }

    [Fact]
    public void LiveRevisions_OfVeryMany_AreTheOldest()
    {
        for (int i = 8; i < 8 + (2 * LiveRevisions.Limit); i++)
        {
            _revisions.Enter();
            _revisions.Publish(new Revision(i));
        }

        Assert.Equal(LiveRevisions.Limit, _revisions.LiveRevisions.Revisions.Count);
        Assert.Equal<Revision>(new(7), _revisions.LiveRevisions.Oldest);
    }
}

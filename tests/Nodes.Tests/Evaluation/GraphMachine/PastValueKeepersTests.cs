using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.PartsDesk;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A shard that keeps old values is told once when nobody can ask for them any more.</summary>
public sealed class PastValueKeepersTests
{
    private static readonly RevisionSpan Past = new(new Revision(0), new Revision(0));

    private readonly PartsDesk _desk = new();

    [Fact]
    public void Add_OfWhatNobodyCanAskFor_TellsAtOnce()
    {
        _desk.Revisions.Publish(new Revision(1));
        _desk.Keepers.Add(new HasPastValues(First, Past));
        Assert.Equal([First], _desk.Outbox.Receivers<Forget>());
        _desk.Keepers.TellAll();
        Assert.Single(_desk.Outbox.Sent<Forget>());
    }

    [Fact]
    public void TellAll_WithSeveral_TellsEachOnceInOrder()
    {
        ActiveRevision old = Add(Second, First);
        _desk.Revisions.Leave(old);
        Assert.Empty(_desk.Outbox.Sent<Forget>());
        _desk.Keepers.TellAll();
        _desk.Keepers.TellAll();
        Assert.Equal([Second, First], _desk.Outbox.Receivers<Forget>());
        Assert.All(
            _desk.Outbox.Sent<Forget>(), forget => Assert.Same(_desk.Revisions.LiveRevisions, forget.LiveRevisions));
    }

    [Fact]
    public void Add_AfterItWasTold_TellsOnceMore()
    {
        _desk.Revisions.Leave(Add(First));
        _desk.Keepers.TellAll();
        _desk.Keepers.Add(new HasPastValues(First, Past));
        Assert.Equal([First, First], _desk.Outbox.Receivers<Forget>());
    }

    [Fact]
    public void Clear_WithSome_TellsNobody()
    {
        Add(First, Second);
        _desk.Keepers.Clear();
        _desk.Keepers.TellAll();
        Assert.Empty(_desk.Outbox.Sent<Forget>());
    }

    /// <summary>These keep what an evaluation, which is under way, can ask for.</summary>
    private ActiveRevision Add(params ShardId[] shards)
    {
        ActiveRevision old = _desk.Revisions.Enter();
        _desk.Revisions.Publish(new Revision(1));
        foreach (ShardId shard in shards) _desk.Keepers.Add(new HasPastValues(shard, Past));
        return old;
    }
}

using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Links;
using GraphDeleted = Dataflow.Nodes.Cluster.GraphDeleted;
using MemberCard = Dataflow.Nodes.Cluster.MemberCard;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>What is done for a member with graphs and their store.</summary>
public sealed class HomeSitesTests
{
    private static readonly Tenure Tenure = new(7);

    private readonly MemberRoom _room = new();
    private readonly Store _store = new();

    [Fact]
    public void OpenLog_WithoutAStore_IsOpenAtOnceWithoutALog()
    {
        Homes(null).OpenLog("g", 5, Tenure);
        var opened = Assert.IsType<LogOpened>(_room.Told.Dequeue());
        Assert.Equal(("g", 5L, Tenure), (opened.Graph, opened.Life, opened.Tenure));
        Assert.Null(opened.Log);
        Assert.Null(opened.Error);
    }

    [Fact]
    public void OpenLog_OfAStore_GivesItsLogOrItsError()
    {
        Homes().OpenLog("g", 5, Tenure);
        Assert.NotNull(Assert.IsType<LogOpened>(_room.Told.Dequeue()).Log);
        _store.Failure = new StoreDamagedException("byte 12 is wrong");
        Homes().OpenLog("g", 5, Tenure);
        Assert.Same(_store.Failure, Assert.IsType<LogOpened>(_room.Told.Dequeue()).Error);
    }

    [Fact]
    public void Settle_AGraph_IsFoundByItsNameAndTenure()
    {
        HomeSites homes = Homes();
        IHomeSite home = Settle(homes);
        Assert.Same(home, homes.Find("g", Tenure));
        Assert.Null(homes.Find("g", new Tenure(Tenure.Number + 1)));
        Assert.Null(homes.Find("h", Tenure));
        Assert.Equal([home], homes.All);
    }

    [Fact]
    public void Close_AnEarlierHome_LeavesTheLater()
    {
        HomeSites homes = Homes();
        IHomeSite earlier = Settle(homes), later = Settle(homes);
        homes.Close(earlier, new MovedException("g"));
        Assert.Equal([later], homes.All);
        Assert.True(((HomeSite)earlier).IsDissolved);
        homes.Close(later, new MovedException("g"));
        Assert.Empty(homes.All);
    }

    [Fact]
    public void Delete_AGraphThatIsKept_DeletesItUnread()
    {
        _store.Names.Add("g");
        Homes().Delete("g", Tenure, home: null);
        GraphDeleted deleted = Deleted();
        Assert.Equal((null, false), (deleted.Error, deleted.IsUnknown));
        Assert.Equal(["delete g as 7"], _store.Done);
    }

    [Fact]
    public void Delete_AGraphThatIsNotThere_SaysWhichThereAre()
    {
        _store.Names.Add("h");
        Homes().Delete("g", Tenure, home: null);
        GraphDeleted deleted = Deleted();
        Assert.True(deleted.IsUnknown);
        Assert.Equal(["h"], deleted.Known);
    }

    [Fact]
    public void Delete_WithoutAStore_KnowsOnlyWhatIsOpen()
    {
        HomeSites homes = Homes(null);
        homes.Delete("g", Tenure, Settle(homes));
        Assert.False(Deleted().IsUnknown);
        homes.Delete("g", Tenure, home: null);
        Assert.True(Deleted().IsUnknown);
    }

    /// <summary>Its log is closed before: nothing may be written into what is being deleted.</summary>
    [Fact]
    public void Delete_AnOpenGraph_ClosesItsLogFirst()
    {
        HomeSites homes = Homes();
        homes.OpenLog("g", 5, Tenure);
        var opened = (LogOpened)_room.Told.Dequeue();
        IHomeSite home = homes.Settle(opened, opened.Log!.Content, MemberRoom.Place(0, "a", 5));
        homes.Delete("g", Tenure, home);
        Assert.False(Deleted().IsUnknown);
        Assert.Equal(["open g as 7", "close", "delete g as 7"], _store.Done);
    }

    [Fact]
    public void Delete_ThatFails_SaysWhy()
    {
        _store.Names.Add("g");
        _store.Failure = new StoreAccessException("it is read-only", new IOException());
        Homes().Delete("g", Tenure, home: null);
        Assert.Same(_store.Failure, Deleted().Error);
    }

    [Fact]
    public void HandOver_AGraph_SendsItWholeAndEndsIt()
    {
        HomeSites homes = Homes(null);
        IHomeSite home = Settle(homes);
        homes.HandOver(home, new MemberLife(new MemberCard("b", "tcp://b", []), 6, MemberState.Up));
        Assert.Empty(homes.All);
        var link = new NotedLink();
        _room.Dispatcher.RunUntilIdle();
        Assert.Single(_room.Transport.Wanted).Opener.Opened(link);
        Assert.Equal("g", Assert.Single(link.Posts).Handover.Graph);
        Assert.True(((HomeSite)home).IsDissolved);
    }

    [Fact]
    public void ConfirmHandover_ToWhoSentIt_GoesByHisLink()
    {
        var link = new NotedLink();
        _room.PeerLinks.Accept("b", link);
        Homes(null).ConfirmHandover("g", "b");
        Assert.Equal("g", Assert.Single(link.Posts).HandedOver.Graph);
    }

    private HomeSites Homes() => Homes(_store);

    private HomeSites Homes(IGraphStore? store) => new(_room.Parts, store, TimeSpan.FromSeconds(60), _ => null);

    private static IHomeSite Settle(HomeSites homes) => homes.Settle(
        new LogOpened("g", 5, Tenure, null, null), StoredGraph.Empty, MemberRoom.Place(0, "a", 5));

    private GraphDeleted Deleted() => Assert.IsType<GraphDeleted>(_room.Told.Dequeue());

    /// <summary>Notes what is asked of it, and answers at once.</summary>
    private sealed class Store : IGraphStore
    {
        public List<string> Done { get; } = [];

        public List<string> Names { get; } = [];

        public Exception? Failure { get; set; }

        public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation = default) =>
            Task.FromResult<IReadOnlyList<string>>(Names);

        public Task<IGraphLog> OpenAsync(string graph, Tenure tenure, CancellationToken cancellation = default)
        {
            if (Failure is not null) return Task.FromException<IGraphLog>(Failure);
            Done.Add($"open {graph} as {tenure}");
            return Task.FromResult<IGraphLog>(new Log(Done));
        }

        public Task<bool> DeleteAsync(string graph, Tenure tenure, CancellationToken cancellation = default)
        {
            if (Failure is not null) return Task.FromException<bool>(Failure);
            Done.Add($"delete {graph} as {tenure}");
            return Task.FromResult(Names.Contains(graph));
        }
    }

    private sealed class Log(List<string> done) : IGraphLog
    {
        public StoredGraph Content => StoredGraph.Empty;

        public Task AppendAsync(StoredStep step, CancellationToken cancellation = default) => Task.CompletedTask;

        public ValueTask DisposeAsync()
        {
            done.Add("close");
            return ValueTask.CompletedTask;
        }
    }
}

using Dataflow.Nodes.Cluster;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Clients that wait for graphs, and are told once.</summary>
public sealed class GraphAskersTests
{
    private readonly MemberDesk _desk = new();
    private readonly GraphAskers _askers = new();

    [Fact]
    public void Tell_AllOfAGraph_InTheirOrderAndOnce()
    {
        _askers.Add("g", Asker("c"));
        _askers.Add("h", Asker("x"));
        _askers.Add("g", Asker("d"));
        _askers.Tell("g", asker => asker.Deleted("g"));
        _askers.Tell("g", asker => asker.Deleted("g"));
        Assert.Equal(["c: g is deleted", "d: g is deleted"], _desk.Take());
        Assert.Equal(["h"], _askers.Graphs);
        Assert.False(_askers.IsAskedFor("g"));
    }

    [Fact]
    public void ForgetClosed_SomeOfThem_LeavesTheOthers()
    {
        MemberDesk.Asker gone = Asker("c");
        _askers.Add("g", gone);
        _askers.Add("g", Asker("d"));
        _askers.Add("h", gone);
        gone.IsClosed = true;
        _askers.ForgetClosed();
        Assert.Equal(["g"], _askers.Graphs);
        _askers.Tell("g", asker => asker.Deleted("g"));
        Assert.Equal(["d: g is deleted"], _desk.Take());
    }

    /// <summary>Who asks again while he is told waits for the next answer.</summary>
    [Fact]
    public void Tell_WhoAsksAgainMeanwhile_WaitsAgain()
    {
        _askers.Add("g", Asker("c"));
        _askers.Tell("g", asker => _askers.Add("g", asker));
        Assert.True(_askers.IsAskedFor("g"));
    }

    private MemberDesk.Asker Asker(string name) => new(_desk, name);
}

using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Everything that a member can ask the world to do. <see cref="MemberMachine"/> decides; what stands behind this acts.
/// </summary>
internal interface IMemberOutbox
{
    ITableOutbox Table { get; }

    IHomesOutbox Graphs { get; }

    IGuestOutbox Guests { get; }

    /// <summary>Is told what happens, for people.</summary>
    IMemberLog Log { get; }

    /// <summary>From now on this is how the member stands, for all who look.</summary>
    void Publish(MemberStatus status);

    /// <summary>The member has left the cluster.</summary>
    void EndMembership();
}

/// <summary>The table of members, and the lease that it gives.</summary>
internal interface ITableOutbox
{
    bool IsLeaseHeld { get; }

    /// <summary>
    /// Numbers the request, unless it has a number and so is made again, and asks the table. The answer comes as
    /// <see cref="TableAnswered"/>, or never.
    /// </summary>
    /// <returns>The number.</returns>
    RequestNumber Ask(MembershipRequest request);

    /// <summary>The lease lasts from when that request was made.</summary>
    void ExtendLease(RequestNumber answered);

    void EndLease();
}

/// <summary>Graphs that are at home here, and what is kept of graphs.</summary>
internal interface IHomesOutbox
{
    /// <summary>Whether graphs are kept: whoever is home next finds them in the store.</summary>
    bool KeepsGraphs { get; }

    /// <summary>Opens what is kept of a graph; <see cref="LogOpened"/> comes in any case.</summary>
    void OpenLog(string graph, long life, Tenure tenure);

    /// <summary>A log that was opened is not needed.</summary>
    void DropLog(LogOpened opened);

    /// <summary>The graph is at home here from now on.</summary>
    /// <exception cref="DataflowException">What is kept of it makes no sense here.</exception>
    IHomeSite Settle(LogOpened opened, StoredGraph kept, ShardPlace self);

    /// <summary>The graph is not at home here any more: whoever waits is told why.</summary>
    void Close(IHomeSite home, Exception why);

    /// <summary>Nothing more is kept of the graph by that home.</summary>
    void CloseLog(IHomeSite home);

    /// <summary>The graph leaves, whole, for another member.</summary>
    void HandOver(IHomeSite home, MemberLife to);

    /// <summary>Tells a member that the graph which it has handed over is here.</summary>
    void ConfirmHandover(string graph, string to);

    /// <summary>Deletes what is kept of a graph; <see cref="GraphDeleted"/> comes in any case.</summary>
    /// <param name="graph">Its name.</param>
    /// <param name="tenure">The time in which this member is home to it.</param>
    /// <param name="home">What was here of it, closed by now; null when it was not open.</param>
    void Delete(string graph, Tenure tenure, IHomeSite? home);
}

/// <summary>A graph at home here, as the member that decides about it sees it.</summary>
internal interface IHomeSite
{
    string Name { get; }

    Tenure Tenure { get; }

    /// <summary>How many nodes the graph has.</summary>
    int NodeCount { get; }

    /// <summary>For how long no client was there; null while one is, or may come back.</summary>
    TimeSpan? IdleFor { get; }

    /// <summary>Where its clients are served.</summary>
    Clients.IServedGraph Served { get; }

    /// <summary>Begins an era in which these shards work the graph.</summary>
    void BeginEra(IReadOnlyList<ShardPlace> shards);

    /// <summary>Lets go of the nodes of clients that are silent for too long.</summary>
    void LetGoOfSilentClients();
}

/// <summary>Graphs of other homes, of which a shard is here.</summary>
internal interface IGuestOutbox
{
    /// <summary>From now on this member may be a guest, as that life.</summary>
    void Begin(long life);

    /// <summary>It is nobody's guest any more.</summary>
    void End();

    /// <summary>Lets go of the graphs whose homes are gone, or not their homes any more.</summary>
    void Review(ClusterView view);

    /// <summary>Tells the homes whose shards have to reach that member that this one does not.</summary>
    void ReportUnreachable(string member);
}

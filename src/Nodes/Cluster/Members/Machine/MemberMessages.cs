using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>The clock -> member: it is time to renew the lease.</summary>
internal sealed class BeatDue : Message;

/// <summary>The table -> member: an answer.</summary>
internal sealed class TableAnswered(MembershipAnswer answer) : Message
{
    public MembershipAnswer Answer { get; } = answer;
}

/// <summary>The table -> member: it has changed.</summary>
internal sealed class TableChanged(ClusterView view) : Message
{
    public ClusterView View { get; } = view;
}

/// <summary>The links -> member: a link to or from another is gone.</summary>
internal sealed class PeerLost(string member, bool wasOpen, string reason) : Message
{
    public string Member { get; } = member;

    /// <summary>Whether it had ever been open; if not, the member can not be reached.</summary>
    public bool WasOpen { get; } = wasOpen;

    public string Reason { get; } = reason;
}

/// <summary>Guest -> home: I have no link to this shard's member any more.</summary>
internal sealed class ShardUnreachable(string graph, ShardId shard) : Message
{
    public string Graph { get; } = graph;

    public ShardId Shard { get; } = shard;
}

/// <summary>Home -> member: this shard has lost something, and has to be replaced.</summary>
internal sealed class ShardLost(string graph, ShardId shard) : Message
{
    public string Graph { get; } = graph;

    public ShardId Shard { get; } = shard;
}

/// <summary>Home -> member: a step was kept, or not, when the lease was over.</summary>
internal sealed class LeaseLapsed(IHomeSite home) : Message
{
    public IHomeSite Home { get; } = home;
}

/// <summary>Home -> member: whether a step was kept is not known.</summary>
internal sealed class LogInDoubt(IHomeSite home, string why) : Message
{
    public IHomeSite Home { get; } = home;

    public string Why { get; } = why;
}

/// <summary>A client's link -> member: which graph it wants opened.</summary>
internal sealed class OpenAsked(IGraphAsker asker, string graph) : Message
{
    public IGraphAsker Asker { get; } = asker;

    public string Graph { get; } = graph;
}

/// <summary>A store -> member: a graph's log is open, or could not be opened.</summary>
internal sealed class LogOpened(string graph, long life, Tenure tenure, IGraphLog? log, Exception? error) : Message
{
    public string Graph { get; } = graph;

    /// <summary>The life of this member that asked for it.</summary>
    public long Life { get; } = life;

    /// <summary>The time in which this member is home to it.</summary>
    public Tenure Tenure { get; } = tenure;

    public IGraphLog? Log { get; } = log;

    public Exception? Error { get; } = error;
}

/// <summary>Another member -> member: be home to this graph, which I leave.</summary>
internal sealed class GraphInherited(string graph, string from, StoredGraph content) : Message
{
    public string Graph { get; } = graph;

    /// <summary>The name of the member that leaves.</summary>
    public string From { get; } = from;

    public StoredGraph Content { get; } = content;
}

/// <summary>The successor -> member: I have the graph.</summary>
internal sealed class GraphHandedOver(string graph) : Message
{
    public string Graph { get; } = graph;
}

/// <summary>Somebody -> member: leave the cluster.</summary>
internal sealed class Leave : Message;

/// <summary>A client's link -> member: which graph it wants deleted.</summary>
internal sealed class DeleteAsked(IGraphAsker asker, string graph) : Message
{
    public IGraphAsker Asker { get; } = asker;

    public string Graph { get; } = graph;
}

/// <summary>A store -> member: nothing is kept of the graph any more; or it could not be deleted.</summary>
internal sealed class GraphDeleted(string graph) : Message
{
    public string Graph { get; } = graph;

    /// <summary>Why it could not be deleted; null when nothing is left of it.</summary>
    public Exception? Error { get; init; }

    /// <summary>Whether there was nothing to delete.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>The graphs that are kept, where that is of use.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];
}

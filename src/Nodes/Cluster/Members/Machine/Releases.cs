using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>Graphs that this member has let go of: it says so until the table has heard it.</summary>
internal sealed class Releases(OwnLife life)
{
    private readonly HashSet<string> _graphs = new(StringComparer.Ordinal);

    public bool Contains(string graph) => _graphs.Contains(graph);

    public void Add(string graph) => _graphs.Add(graph);

    /// <summary>Says it of all that the table has not heard of.</summary>
    public void Say()
    {
        ForgetHeard();
        foreach (string graph in _graphs) life.Ask(new MembershipRequest { Release = graph });
    }

    /// <summary>There is a newer view.</summary>
    public void ForgetHeard() => _graphs.RemoveWhere(graph => !life.IsHomeOf(graph));
}

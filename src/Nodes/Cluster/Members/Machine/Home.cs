namespace Dataflow.Nodes.Cluster;

/// <summary>A graph at home here: what is here of it, and which members work it.</summary>
internal sealed class Home(IHomeSite site, ShardPlace self)
{
    public IHomeSite Site { get; } = site;

    public HomeShards Shards { get; } = new(self);

    public string Name => Site.Name;

    /// <summary>Has these members work the graph, this one among them; false when they do already.</summary>
    public bool TryForm(IReadOnlyList<MemberLife> members)
    {
        if (!Shards.TryChange(members)) return false;
        Site.BeginEra(Shards.Places);
        return true;
    }
}

using System.Collections.Concurrent;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// The graphs of which a shard is here, and whose homes are other members. Homes begin eras by the threads that read
/// links, so that no letter of an era comes before it; the member ends what the table has ended. Safe for any number of
/// threads.
/// </summary>
internal sealed class GuestSites(MemberParts parts) : IGuestOutbox
{
    private readonly Lock _gate = new(); // whoever changes anything has it
    private readonly ConcurrentDictionary<string, GuestSite> _sites = new(StringComparer.Ordinal);
    private long _life;

    public GuestSite? Find(string graph, Tenure tenure) =>
        _sites.TryGetValue(graph, out GuestSite? guest) && guest.Tenure == tenure ? guest : null;

    public void Begin(long life)
    {
        lock (_gate) _life = life;
    }

    public void End()
    {
        lock (_gate)
        {
            _life = 0;
            foreach (GuestSite guest in _sites.Values) guest.Dissolve();
            _sites.Clear();
        }
    }

    /// <summary>
    /// Graphs whose home is gone, or has let go of them, are nobody's here; whoever is home next begins with new
    /// shards. A view of before a guest came does not know its home yet.
    /// </summary>
    public void Review(ClusterView view)
    {
        lock (_gate)
        {
            foreach (GuestSite guest in _sites.Values)
            {
                bool isLetGo = view.Epoch >= guest.Tenure.Number
                    && view.Homes.GetValueOrDefault(guest.Name) != guest.HomeLife;
                if (!isLetGo && !view.IsOver(guest.HomeLife)) continue;
                _sites.TryRemove(guest.Name, out _);
                guest.Dissolve();
            }
        }
    }

    /// <summary>
    /// The home does not see that two of its guests have lost their link, nor that a guest has sent something into a
    /// link to the home that was broken already.
    /// </summary>
    public void ReportUnreachable(string member)
    {
        foreach (GuestSite guest in _sites.Values)
        {
            if (guest.Plan.Peers.FirstOrDefault(peer => peer.Card.Name == member) is not { } other) continue;
            NodeLetter letter = guest.LetterToHome();
            letter.Unreachable = other.Shard.Value;
            parts.PeerLinks.Answer(guest.Plan.Home.Card.Name, [Letter.Of(new Post { Node = letter })]);
        }
    }

    /// <summary>
    /// A home begins an era. A later home takes the place of an earlier one, and a new number of the shard means that
    /// the home has given up what this member did for it.
    /// </summary>
    public void Enter(NodeLetter letter)
    {
        EnterEra enterEra = EraPlanCodec.Decode(letter.Form, new Era(letter.Era));
        var shard = new ShardId(letter.Form.Run);
        lock (_gate)
        {
            if (_life == 0 || ((MemberEraPlan)enterEra.Plan).Find(shard)?.Life != _life) return;
            Enter(letter.Graph, new Tenure(letter.Tenure), shard, enterEra);
        }
    }

    private void Enter(string graph, Tenure tenure, ShardId shard, EnterEra enterEra)
    {
        if (_sites.TryGetValue(graph, out GuestSite? known))
        {
            if (known.Tenure > tenure || (known.Tenure == tenure && known.Era >= enterEra.Plan.Era)) return;
            if (known.Tenure == tenure && known.ShardId == shard)
            {
                known.Enter(enterEra);
                return;
            }

            known.Dissolve();
        }

        GuestSite guest = new(parts, graph, tenure, shard, enterEra);
        _sites[graph] = guest;
        guest.Enter(enterEra);
    }
}

using System.Runtime.InteropServices;
using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// The outbox of one actor of a graph whose shards live on several members. What goes to an actor of this member is
/// told at once; what goes to another member leaves together when the actor rests. It carries the era that its actor is
/// in, so that what the actor had decided before it entered an era is never taken for a part of it.
/// </summary>
internal class SiteOutbox(GraphSite site, ShardId self) : IOutbox
{
    private const int MostTurns = 4096;

    private readonly List<Parcel> _parcels = [];
    private readonly Dictionary<string, PeerLink> _links = new(StringComparer.Ordinal);
    private MemberEraPlan? _plan;
    private int _turns;

    /// <summary>What goes to one member by one way.</summary>
    private sealed record Parcel(MemberCard To, bool IsAnswer, List<Letter> Letters);

    protected MemberEraPlan? EraPlan => _plan;

    protected MemberParts Parts => site.Parts;

    public void Send(ShardId to, Message message)
    {
        if (site.Find(to) is { } actor)
        {
            actor.Tell(message);
            return;
        }

        Letter letter = Encode(to, message);
        if (_plan?.Find(to) is { } peer) ParcelFor(peer.Card, IsAnswer(to, message)).Letters.Add(letter);
        else letter.Drop();
    }

    public void Compute(ShardId by, Work work, Region region) =>
        new KernelJob(Parts.Dispatcher, site.Find(by)!, work, region).Start();

    /// <summary>An actor to which messages never cease to come must send too.</summary>
    public void EndTurn()
    {
        if (_parcels.Count > 0 && ++_turns >= MostTurns) Rest();
    }

    public void Rest()
    {
        if (_parcels.Count == 0) return;
        _turns = 0;
        try
        {
            foreach (Parcel parcel in _parcels)
            {
                Span<Letter> letters = CollectionsMarshal.AsSpan(parcel.Letters);
                if (parcel.IsAnswer) Parts.PeerLinks.Answer(parcel.To.Name, letters);
                else LinkTo(parcel.To).Send(letters);
            }
        }
        finally
        {
            _parcels.Clear();
        }
    }

    public virtual void Enter(EraPlan plan)
    {
        Rest();
        _plan = (MemberEraPlan)plan;
        _links.Clear();
    }

    /// <summary>What a borrower asked for and its recall, and all that goes to the clock, go by his own link.</summary>
    private static bool IsAnswer(ShardId to, Message message) =>
        to == ShardId.Clock || message is Evaluation.Evaluated or Evaluation.Invalidate;

    private Letter Encode(ShardId to, Message message)
    {
        Era era = _plan?.Era ?? GraphSite.Before;
        var letter = new NodeLetter
        {
            Graph = site.Name, Tenure = site.Tenure.Number, Era = era.Number, From = self.Value, To = to.Value,
        };
        return NodeCodec.Encode(letter, message, site.CellAssignments);
    }

    /// <summary>
    /// One link for a whole era, even when it is lost: over a new one what comes later would arrive without what came
    /// before. The next era is on its way then.
    /// </summary>
    private PeerLink LinkTo(MemberCard to)
    {
        if (_links.TryGetValue(to.Name, out PeerLink? link)) return link;
        _links.Add(to.Name, link = Parts.PeerLinks.To(to));
        return link;
    }

    private Parcel ParcelFor(MemberCard to, bool isAnswer)
    {
        foreach (Parcel known in _parcels)
        {
            if (known.IsAnswer == isAnswer && known.To.Name == to.Name) return known;
        }

        var parcel = new Parcel(to, isAnswer, []);
        _parcels.Add(parcel);
        return parcel;
    }
}

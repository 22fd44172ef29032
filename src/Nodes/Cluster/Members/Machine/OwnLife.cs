using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// This member's life in the table of members: it asks to be let in until it is, renews its lease at every beat, and
/// sees who else is there. What it knows of that is published whenever it changes.
/// </summary>
internal sealed class OwnLife(MemberCard card, IMemberOutbox outbox)
{
    private static readonly Nothing Nothing = new();

    private MembershipRequest? _joining;
    private RequestNumber _joinedBy;
    private int _beats;

    /// <summary>Its number; 0 while there is none.</summary>
    public long Number { get; private set; }

    public bool IsAlive => Number > 0;

    /// <summary>Whether it leaves, or has left.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>The newest view that it has seen.</summary>
    public ClusterView View { get; private set; } = ClusterView.Empty;

    public MemberCard Card => card;

    /// <summary>Whether its lease has ended; a new life is given a lease's time for its first renewals.</summary>
    public bool HasLapsed => IsAlive && !IsNew && !outbox.Table.IsLeaseHeld;

    private bool IsNew => IsAlive && _beats <= MemberOptions.RenewalsPerLease;

    /// <summary>Whether the table says that the graph is at home here.</summary>
    public bool IsHomeOf(string graph) => IsAlive && View.Homes.GetValueOrDefault(graph) == Number;

    /// <summary>Time has passed: <see cref="HasLapsed"/> may have changed.</summary>
    public void Age()
    {
        bool wasNew = IsNew;
        if (wasNew) _beats++;
        if (wasNew != IsNew) Publish();
    }

    /// <summary>Asks for the next lease. Until it is let in it makes the same request, so that one life comes of it.
    /// </summary>
    public void Renew()
    {
        if (IsAlive)
        {
            Ask(new MembershipRequest { Renew = Nothing });
            return;
        }

        _joining ??= new MembershipRequest { Join = card.ToWire() };
        outbox.Table.Ask(_joining);
    }

    /// <summary>Asks the table for something, as this life.</summary>
    public RequestNumber Ask(MembershipRequest request)
    {
        request.Life = Number;
        return outbox.Table.Ask(request);
    }

    /// <summary>Takes an answer that is no refusal. False when it is of another life, and means nothing.</summary>
    public bool TryHear(MembershipAnswer answer)
    {
        if (!IsAlive && !IsOfJoining(answer)) return false;
        if (!IsAlive) Begin(answer);
        else if (answer.Life != Number) return false;
        outbox.Table.ExtendLease(new RequestNumber(answer.Number));
        return true;
    }

    /// <summary>Takes a refusal. True when it says that this life has ended.</summary>
    public bool IsEndedBy(MembershipAnswer refusal)
    {
        if (!IsAlive && IsOfJoining(refusal))
        {
            _joining = null;
            outbox.Log.Refused(refusal.Refused);
            return false;
        }

        if (IsAlive && refusal.Life == Number) outbox.Log.Happened(refusal.Refused);
        return IsAlive && refusal.Life == 0 && new RequestNumber(refusal.Number) > _joinedBy;
    }

    /// <summary>Takes the view, unless a newer one came before. True when this life has to act on it.</summary>
    public bool TrySee(ClusterView view)
    {
        if (view.Epoch < View.Epoch) return false;
        View = view;
        Publish();
        return IsAlive;
    }

    /// <summary>It means to leave.</summary>
    public void Leave()
    {
        IsLeaving = true;
        Publish();
        if (IsAlive) Ask(new MembershipRequest { Leave = Nothing });
    }

    /// <summary>Says that it has left.</summary>
    public RequestNumber SayLeft() => Ask(new MembershipRequest { Left = Nothing });

    /// <summary>Whatever it was, it is not any more.</summary>
    public void End()
    {
        outbox.Table.EndLease();
        Number = 0;
        Publish();
    }

    private bool IsOfJoining(MembershipAnswer answer) => _joining is { } joining && answer.Number == joining.Number;

    private void Begin(MembershipAnswer answer)
    {
        (Number, _beats) = (answer.Life, 0);
        (_joinedBy, _joining) = (new RequestNumber(answer.Number), null);
        Publish();
        outbox.Guests.Begin(Number);
        outbox.Log.Happened($"joined as life {Number}");
        Ask(new MembershipRequest { Renew = Nothing }); // a first renewal makes it up
    }

    private void Publish() => outbox.Publish(new MemberStatus(Number, IsNew, IsLeaving, View));
}

using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>Being a member: joining, renewing, leaving; and what follows from who else is there.</summary>
internal sealed partial class MemberMachine : IMembershipListener
{
    private static readonly Nothing Nothing = new();

    private readonly RequestNumbers _requests;
    private IMembership? _table;
    private volatile ClusterView _view = ClusterView.Empty;
    private ITimer? _timer;
    private long _life;
    private long _joinedBy;
    private long _began;
    private MembershipRequest? _joining;

    /// <summary>Begins to ask the table to let it in, again and again until it does.</summary>
    public void Start(IMembership table)
    {
        _table = table;
        _timer = _parts.Time.CreateTimer(_ => Tell(new BeatDue()), null, TimeSpan.Zero, _options.Beat);
    }

    /// <summary>Stops at once, as if the process had ended.</summary>
    public void Stop()
    {
        _timer?.Dispose();
        _parts.PeerLinks.CloseAll("the member stops");
    }

    void IMembershipListener.Answered(MembershipAnswer answer) => Tell(new TableAnswered(answer));

    void IMembershipListener.Changed(ClusterView view) => Tell(new TableChanged(view));

    private void OnBeat()
    {
        if (IsGone()) return;
        bool isOver = !_parts.Lease.IsHeld && _parts.Time.GetElapsedTime(_began) > _options.Lease;
        if (_life > 0 && isOver) Fence("its lease has ended before it could be renewed");
        if (_life == 0) Join();
        else Ask(new MembershipRequest { Renew = Nothing });
        LookAfterHomes();
        RetryAvoided();
        Release();
        AskForGraphs();
    }

    /// <summary>Until it is answered the same request is made again, so that one life comes of it.</summary>
    private void Join()
    {
        _joining ??= new MembershipRequest { Number = _requests.Next(), Join = Card.ToWire() };
        _table!.Ask(_joining);
    }

    private long Ask(MembershipRequest request)
    {
        request.Number = _requests.Next();
        request.Life = _life;
        _table!.Ask(request);
        return request.Number;
    }

    private void On(MembershipAnswer answer)
    {
        if (_leftBy > 0 && answer.Number == _leftBy)
        {
            _left.TrySetResult();
            return;
        }

        if (answer.Refused.Length > 0)
        {
            OnRefused(answer);
            return;
        }

        if (_life == 0 && answer.Number != _joining?.Number) return;
        if (_life == 0) Begin(answer.Life);
        else if (answer.Life != _life) return;
        if (_requests.AskedAt(answer.Number) is { } asked) _parts.Lease.Extend(asked);
        See(answer.View.ToView());
    }

    private void OnRefused(MembershipAnswer answer)
    {
        if (_life == 0 && answer.Number == _joining?.Number)
        {
            _joining = null;
            _log.Refused(answer.Refused);
        }
        else if (_life > 0 && answer.Life == 0 && answer.Number > _joinedBy) Fence(answer.Refused);
        else if (_life > 0 && answer.Life == _life) RefuseOpens(answer);
    }

    private void Begin(long life)
    {
        (_joinedBy, _joining, _began) = (_joining!.Number, null, _parts.Time.GetTimestamp());
        Volatile.Write(ref _life, life);
        _log.Happened($"joined as life {life}");
        Ask(new MembershipRequest { Renew = Nothing }); // a first renewal makes it up
    }

    /// <summary>Of a home that is closed already nothing is left to let go of.</summary>
    private void On(LeaseLapsed lapsed)
    {
        if (_life > 0 && _homes.GetValueOrDefault(lapsed.Home.Name) == lapsed.Home)
            Fence("its lease was over when an assignment had been kept");
    }

    /// <summary>
    /// Whatever this member was, it is not any more: others may take it over. It lets go of everything and joins anew.
    /// </summary>
    private void Fence(string why)
    {
        _log.Happened($"stops serving as life {_life}: {why}");
        _parts.Lease.End();
        Volatile.Write(ref _life, 0);
        foreach (HomeSite home in _homes.Values) Close(home);
        foreach (GuestSite guest in _guests.Values) guest.Dissolve();
        _guests.Clear();
        if (_isLeaving) _left.TrySetResult();
    }

    /// <summary>What the newest view means for the graphs here.</summary>
    private void See(ClusterView view)
    {
        if (view.Epoch < _view.Epoch && _life > 0 && view.Find(_life) is null) return;
        if (view.Epoch < _view.Epoch) return;
        bool isNews = view.Epoch > _view.Epoch;
        _view = view;
        if (_life == 0) return;
        _released.RemoveWhere(graph => view.Homes.GetValueOrDefault(graph) != _life);
        if (isNews)
        {
            _log.Happened($"epoch {view.Epoch}: {string.Join(", ", view.Members.Select(Describe))}");
            LoseGuests();
            foreach (HomeSite home in _homes.Values) Reconsider(home);
        }

        AnswerOpens();
    }

    private static string Describe(MemberLife member) =>
        $"{member.Card.Name} {member.State.ToString().ToLowerInvariant()} (life {member.Life})";

    /// <summary>
    /// Graphs whose home is gone, or has let go of them, are nobody's here; whoever is home next begins with new
    /// shards. A view of before a guest came does not know its home yet.
    /// </summary>
    private void LoseGuests()
    {
        foreach ((string graph, GuestSite guest) in _guests)
        {
            bool isLetGo = _view.Epoch >= guest.Tenure && _view.Homes.GetValueOrDefault(graph) != guest.HomeLife;
            if (!isLetGo && !_view.IsOver(guest.HomeLife)) continue;
            if (_guests.TryRemove(KeyValuePair.Create(graph, guest))) guest.Dissolve();
        }
    }
}

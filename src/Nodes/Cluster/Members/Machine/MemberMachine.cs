using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// What a member of a cluster decides: it holds a lease, is home to graphs, and is a guest in others'. Each part of it
/// owns its state; here messages are given to the parts, and here is what follows for one from another.
/// </summary>
/// <remarks>
/// Why no graph is worked by two homes: a graph's home acts for clients only while it holds its lease, and says that an
/// assignment is kept only if it still held it after the store had it; the table gives a graph to another only after
/// the lease has ended. Guests own nothing: what they do counts only in the era of the plan that they are in, and
/// a home begins a new one whenever a guest, or a message to or from it, may have been lost.
/// </remarks>
internal sealed class MemberMachine : IMachine
{
    private readonly MemberOptions _options;
    private readonly IMemberOutbox _outbox;
    private readonly OwnLife _life;
    private readonly Releases _releases;
    private readonly Homes _homes;
    private readonly Openings _openings;
    private readonly Deletions _deletions;
    private readonly Workers _workers;
    private readonly Leaving _leaving;

    public MemberMachine(MemberOptions options, IMemberOutbox outbox)
    {
        (_options, _outbox) = (options, outbox);
        _life = new OwnLife(options.Card, outbox);
        _releases = new Releases(_life);
        _homes = new Homes(_life, outbox.Graphs, outbox.Log);
        _openings = new Openings(options, _life, _homes, _releases);
        _deletions = new Deletions(_life, _homes, _releases, outbox.Log);
        _workers = new Workers(_life, _homes, outbox.Log);
        _leaving = new Leaving(_life, _homes, outbox);
    }

    public void Handle(Message message)
    {
        switch (message)
        {
            case BeatDue: OnBeat(); break;
            case TableAnswered answered: On(answered.Answer); break;
            case TableChanged changed: See(changed.View); break;
            case PeerLost lost: On(lost); break;
            case ShardUnreachable unreachable: _workers.Note(unreachable); break;
            case ShardLost lost: _workers.Note(lost); break;
            case LeaseLapsed lapsed: On(lapsed); break;
            case LogInDoubt doubted: On(doubted); break;
            case OpenAsked asked: On(asked); break;
            case DeleteAsked asked: On(asked); break;
            case LogOpened opened: On(opened); break;
            case GraphDeleted deleted: _deletions.End(deleted); break;
            case GraphInherited inherited: _homes.Inherit(inherited); break;
            case GraphHandedOver handed: _leaving.Note(handed); break;
            case Leave: _leaving.Begin(); break;
            default: throw new InvalidOperationException($"a member does not understand {message.GetType().Name}");
        }
    }

    public void HandleError(Exception exception, Message message) =>
        _outbox.Log.Failed($"the member failed at {message.GetType().Name}", exception);

    public void Rest()
    {
    }

    private void OnBeat()
    {
        _leaving.Beat();
        if (_leaving.IsOver) return;
        _life.Age();
        if (_life.HasLapsed) Fence("its lease has ended before it could be renewed");
        _life.Renew();
        LookAfterHomes();
        _workers.Retry();
        _releases.Say();
        _openings.Claim();
        _deletions.Claim();
    }

    private void On(MembershipAnswer answer)
    {
        if (_leaving.IsConfirmedBy(answer)) _leaving.End();
        else if (answer.Refused.Length > 0)
        {
            if (_life.IsEndedBy(answer)) Fence(answer.Refused);
        }
        else if (_life.TryHear(answer)) See(answer.View.ToView());
    }

    /// <summary>What the newest view means for the graphs here.</summary>
    private void See(ClusterView view)
    {
        bool isNews = view.Epoch > _life.View.Epoch;
        if (!_life.TrySee(view)) return;
        _releases.ForgetHeard();
        if (isNews)
        {
            _outbox.Log.Happened($"epoch {view.Epoch}: {string.Join(", ", view.Members.Select(Describe))}");
            _outbox.Guests.Review(view);
            _workers.ReconsiderAll();
        }

        Serve();
    }

    private static string Describe(MemberLife member) =>
        $"{member.Card.Name} {member.State.ToString().ToLowerInvariant()} (life {member.Life})";

    private void Serve()
    {
        _openings.Serve();
        _deletions.Serve();
    }

    private void On(PeerLost lost)
    {
        if (!_life.IsAlive) return;
        _workers.Note(lost);
        _outbox.Guests.ReportUnreachable(lost.Member);
    }

    /// <summary>Of a home that is closed already nothing is left to let go of.</summary>
    private void On(LeaseLapsed lapsed)
    {
        if (_life.IsAlive && _homes.Find(lapsed.Home) is not null)
            Fence("its lease was over when an assignment had been kept");
    }

    /// <summary>
    /// What the store has of a graph is not known here any more. So it is let go, and whoever claims it next reads it:
    /// in a later epoch, since otherwise guests would take the new home for the old one.
    /// </summary>
    private void On(LogInDoubt doubted)
    {
        if (!_life.IsAlive || _homes.Find(doubted.Home) is not { } home) return;
        _outbox.Log.Warned($"graph '{home.Name}' is read anew: {doubted.Why}");
        _homes.Close(home);
        _releases.Add(home.Name);
        _releases.Say();
    }

    private void On(OpenAsked asked)
    {
        _openings.Add(asked);
        _openings.Serve();
        _openings.Claim();
    }

    private void On(DeleteAsked asked)
    {
        _deletions.Add(asked);
        _deletions.Serve();
        _deletions.Claim();
    }

    private void On(LogOpened opened)
    {
        if (_homes.Settle(opened, out Exception? error) is { } home) _workers.Reconsider(home);
        if (error is not null) Refuse(opened, error);
        Serve();
    }

    /// <summary>
    /// A graph that cannot be read has no home, unless somebody wants it deleted, who need not read it.
    /// </summary>
    private void Refuse(LogOpened opened, Exception error)
    {
        _outbox.Log.Failed($"graph '{opened.Graph}' could not be opened", error);
        if (opened.Life != _life.Number) return;
        if (!_deletions.IsAskedFor(opened.Graph)) _life.Ask(new MembershipRequest { Release = opened.Graph });
        _openings.Refuse(
            opened.Graph, ClientRefusal.OfStore($"graph '{opened.Graph}' could not be opened", error));
    }

    /// <summary>Lets go of clients that are silent for too long, and of graphs that nobody uses.</summary>
    private void LookAfterHomes()
    {
        foreach (Home home in _homes.All)
        {
            home.Site.LetGoOfSilentClients();
            if (!_outbox.Graphs.KeepsGraphs || home.Site.IdleFor is not { } idle || idle < _options.IdleTime) continue;
            _outbox.Log.Happened(
                $"graph '{home.Name}' leaves the memory: nobody has used it for {idle.TotalSeconds:0} s");
            _homes.Close(home);
            _outbox.Graphs.CloseLog(home.Site);
            _releases.Add(home.Name);
        }
    }

    /// <summary>
    /// Whatever this member was, it is not any more: others may take it over. It lets go of everything and joins anew.
    /// </summary>
    private void Fence(string why)
    {
        _outbox.Log.Happened($"stops serving as life {_life.Number}: {why}");
        _life.End();
        _homes.CloseAll();
        _outbox.Guests.End();
        if (_life.IsLeaving) _leaving.End();
    }
}

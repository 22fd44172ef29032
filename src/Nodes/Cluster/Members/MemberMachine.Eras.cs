using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Which members work the graphs that are at home here. A graph's plan is anew whenever a member comes or goes, or
/// a link between two of them breaks, since a message may have been lost with it. A member that cannot be reached,
/// though the table says that it is up, is avoided for a while.
/// </summary>
internal sealed partial class MemberMachine
{
    private const int TroublesUntilAvoided = 4;

    private readonly Dictionary<string, long> _avoided = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _troubles = new(StringComparer.Ordinal);

    private void Reconsider(HomeSite home)
    {
        MemberLife[] members = [.. _view.Members.Where(member => MayWork(home, member))];
        if (home.TryForm(members)) _log.Happened(
            $"graph '{home.Name}' is worked by {string.Join(", ", members.Select(member => member.Card.Name))}");
    }

    /// <summary>An unreachable member keeps what it has, and is given nothing new.</summary>
    private bool MayWork(HomeSite home, MemberLife member) =>
        member.Life == _life
        || (!_avoided.ContainsKey(member.Card.Name)
            && (member.State == MemberState.Up || (member.State == MemberState.Unreachable && home.Has(member.Life))));

    private void On(LineLost lost)
    {
        if (_life == 0) return;
        if (lost.WasOpen) NoteTrouble(lost.Member);
        else Avoid(lost.Member, lost.Reason);
        foreach (HomeSite home in _homes.Values) Renew(home, lost.Member);
        foreach (GuestSite guest in _guests.Values) Report(guest, lost.Member);
    }

    private void On(CutOff cutOff)
    {
        if (!_homes.TryGetValue(cutOff.Graph, out HomeSite? home)) return;
        if (home.NameOf(cutOff.Shard) is not { } member) return;
        if (cutOff.IsLost)
        {
            home.Replace(cutOff.Shard);
            Reconsider(home);
            return;
        }

        NoteTrouble(member);
        Renew(home, member);
    }

    private void NoteTrouble(string member)
    {
        int troubles = _troubles.GetValueOrDefault(member) + 1;
        _troubles[member] = troubles;
        if (troubles >= TroublesUntilAvoided) Avoid(member, "links to it keep breaking");
    }

    private void Avoid(string member, string why)
    {
        if (member == Card.Name || !_view.Members.Any(one => one.Card.Name == member)) return;
        _troubles.Remove(member);
        _avoided[member] = _parts.Time.GetTimestamp();
        _log.Happened($"member '{member}' cannot be reached and is avoided for a while: {why}");
    }

    private void RetryAvoided()
    {
        _troubles.Clear();
        string[] again = [.. _avoided
            .Where(one => _parts.Time.GetElapsedTime(one.Value) > _options.Lease).Select(one => one.Key)];
        foreach (string member in again) _avoided.Remove(member);
        if (again.Length == 0 || _life == 0) return;
        foreach (HomeSite home in _homes.Values) Reconsider(home);
    }

    /// <summary>A new era for whoever is left, because messages to or from the member may be lost.</summary>
    private void Renew(HomeSite home, string member)
    {
        if (!home.Has(member)) return;
        home.Forget();
        Reconsider(home);
    }

    /// <summary>
    /// The home does not see that two of its guests have lost their link, nor that a guest has sent something into a
    /// link to the home that was broken already.
    /// </summary>
    private void Report(GuestSite guest, string member)
    {
        ShardPlace? other = guest.Plan.Peers.FirstOrDefault(peer => peer.Card.Name == member);
        if (other is null) return;
        PeerLinks.Answer(guest.Plan.Home.Card.Name, [Letter.Of(new Post
        {
            Node = new NodeLetter
            {
                Graph = guest.Name, Tenure = guest.Tenure, Era = guest.Era,
                From = guest.ShardId.Value, To = ShardId.Clock.Value, CutOff = other.Shard.Value,
            },
        })]);
    }
}

using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// The table of members: who is in the cluster, until when each one's lease runs, and who is home to which graph. It
/// reads no clock and does nothing by itself: the same requests at the same times give the same answers.
/// </summary>
/// <remarks>
/// Why a graph never has two homes: a home is given only when there is none, and taken only when its holder said so
/// (release, left), is known to be gone (another process listens at its address), or has not renewed for a whole lease
/// of the table's clock. The holder's own count began earlier, before it asked, and so has ended by then. Requests from
/// one address have growing numbers, and one that was overtaken changes nothing: a late release cannot undo a newer
/// claim, and a late join cannot end the life that it began.
/// </remarks>
/// <param name="lease">How long a life lasts after it joined or renewed.</param>
/// <param name="state">What the table begins with; nothing when it is new.</param>
/// <param name="claimsFrom">
/// Until then no graph is given away: a table that forgot an earlier one waits until the leases of that have ended.
/// </param>
internal sealed class MembershipTable(TimeSpan lease, MembershipState? state = null, TimeSpan claimsFrom = default)
{
    /// <summary>How many lives that are down are remembered for views.</summary>
    public const int RememberedLives = 32;

    private readonly SortedDictionary<long, MemberLease> _lives =
        new((state?.Members ?? []).ToDictionary(one => one.Life));

    private readonly Dictionary<string, long> _homes =
        new(state?.Homes ?? MembershipState.Empty.Homes, StringComparer.Ordinal);

    // A clock that is set back must not shorten what was given.
    private TimeSpan _now = (state?.Members ?? []).Select(one => one.Renewed).DefaultIfEmpty(TimeSpan.MinValue).Max();
    private ClusterView? _view;

    /// <summary>How long a life lasts after it joined or renewed.</summary>
    public TimeSpan Lease { get; } = lease;

    /// <summary>Grows with every change that others can see.</summary>
    public long Epoch { get; private set; } = state?.Epoch ?? 0;

    /// <summary>Who is in the cluster now.</summary>
    public ClusterView View => _view ??= new ClusterView(
        Epoch,
        [.. _lives.Values.Select(one => new MemberLife(one.Card, one.Life, one.State))],
        new Dictionary<string, long>(_homes, StringComparer.Ordinal));

    /// <summary>All that is to be kept of it.</summary>
    public MembershipState State => new(
        Epoch, [.. _lives.Values], new Dictionary<string, long>(_homes, StringComparer.Ordinal));

    /// <summary>When the next life becomes unreachable or down, if it is not heard before; null: none lives.</summary>
    public TimeSpan? NextSweep =>
        _lives.Values.Where(one => one.IsAlive).Min(one => (TimeSpan?)NextChange(one));

    private TimeSpan Patience => Lease * 2 / 3;

    /// <summary>Answers a request that came at that time. What has run out by then is taken note of first.</summary>
    public MembershipAnswer Apply(MembershipRequest request, TimeSpan now)
    {
        Sweep(now);
        (long life, string refused) = request.WhatCase == MembershipRequest.WhatOneofCase.Join
            ? Join(request)
            : Serve(request);
        return new MembershipAnswer { Number = request.Number, Life = life, Refused = refused, View = View.ToWire() };
    }

    /// <summary>Takes note of leases that have run out by then.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Sweep(TimeSpan now)
    {
        long before = Epoch;
        if (now > _now) _now = now;
        foreach (MemberLease one in _lives.Values.Where(one => one.IsAlive && NextChange(one) <= _now).ToArray())
        {
            if (_now - one.Renewed >= Lease) End(one);
            else Put(one with { IsSilent = true });
        }

        return Epoch != before;
    }

    private TimeSpan NextChange(MemberLease one) =>
        one.Renewed + (one.IsSilent || one.Standing == MemberState.Joining ? Lease : Patience);

    private (long Life, string Refused) Join(MembershipRequest request)
    {
        MemberCard card = request.Join.ToCard();
        if (card.Name.Length == 0 || card.Address.Length == 0)
            return (0, $"a member needs a name and an address: '{card.Name}' at '{card.Address}' is not enough");
        MemberLease? holder = _lives.Values.FirstOrDefault(one => one.IsAlive && one.Card.Name == card.Name);
        if (holder is not null && holder.Card.Address != card.Address)
        {
            return (0, $"there is already a member named '{card.Name}' at {holder.Card.Address}: "
                + "give this one another name, or stop that one");
        }

        if (holder is not null && request.Number <= holder.LastNumber) return Repeat(holder, request);
        if (holder is not null) End(holder);
        Put(new MemberLease(card, Epoch + 1, MemberState.Joining, IsSilent: false, _now, request.Number));
        return (Epoch, "");
    }

    // What joined long ago must not end the life that it began: the process is there, and counts on its lease.
    private (long Life, string Refused) Repeat(MemberLease holder, MembershipRequest request)
    {
        if (holder.Standing != MemberState.Joining || holder.LastNumber != request.Number)
            return (0, Late(holder, request));
        _lives[holder.Life] = holder with { Renewed = _now };
        return (holder.Life, "");
    }

    private (long Life, string Refused) Serve(MembershipRequest request)
    {
        if (!_lives.TryGetValue(request.Life, out MemberLease? one) || !one.IsAlive) return Void(request);
        bool isLate = request.Number < one.LastNumber;
        if (!isLate) one = _lives[one.Life] = one with { LastNumber = request.Number };
        if (request.WhatCase == MembershipRequest.WhatOneofCase.Renew) return Renew(one);
        return isLate
            ? (one.Life, Late(one, request))
            : Serve(one, request);
    }

    private (long Life, string Refused) Serve(MemberLease one, MembershipRequest request)
    {
        switch (request.WhatCase)
        {
            case MembershipRequest.WhatOneofCase.Leave:
                if (one.Standing != MemberState.Leaving) Put(one with { Standing = MemberState.Leaving });
                return (one.Life, "");
            case MembershipRequest.WhatOneofCase.Left:
                Remove(one);
                return (0, "");
            case MembershipRequest.WhatOneofCase.Claim:
                return Claim(one, request.Claim);
            case MembershipRequest.WhatOneofCase.Release:
                if (_homes.GetValueOrDefault(request.Release) == one.Life && _homes.Remove(request.Release)) Change();
                return (one.Life, "");
            case MembershipRequest.WhatOneofCase.Transfer:
                return Transfer(one, request.Transfer);
            default:
                return (one.Life, "the request asks for nothing that is known: all members must run the same version");
        }
    }

    private (long Life, string Refused) Renew(MemberLease one)
    {
        MemberLease renewed = one with
        {
            Renewed = _now,
            IsSilent = false,
            Standing = one.Standing == MemberState.Joining ? MemberState.Up : one.Standing,
        };
        if (renewed.State != one.State) Put(renewed);
        else _lives[one.Life] = renewed;
        return (one.Life, "");
    }

    private (long Life, string Refused) Claim(MemberLease one, string graph)
    {
        if (_homes.ContainsKey(graph)) return (one.Life, "");
        if (one.Standing != MemberState.Up)
        {
            string why = one.Standing == MemberState.Leaving ? "is leaving" : "has not renewed its lease yet";
            return (one.Life, $"member '{one.Card.Name}' {why} and cannot become home to graph '{graph}'");
        }

        if (_now < claimsFrom)
        {
            return (one.Life, $"the table of members is new, and graph '{graph}' may still have a home of before: "
                + $"ask again in {Math.Ceiling((claimsFrom - _now).TotalSeconds)} s");
        }

        _homes.Add(graph, one.Life);
        Change();
        return (one.Life, "");
    }

    private (long Life, string Refused) Transfer(MemberLease one, GraphHome to)
    {
        if (_homes.GetValueOrDefault(to.Graph) != one.Life) return (one.Life, "");
        if (!_lives.TryGetValue(to.Life, out MemberLease? successor) || successor.Standing != MemberState.Up)
            return (one.Life, $"life {to.Life} is not up and cannot become home to graph '{to.Graph}'");
        _homes[to.Graph] = to.Life;
        Change();
        return (one.Life, "");
    }

    private static string Late(MemberLease one, MembershipRequest request) =>
        $"request {request.Number} came after request {one.LastNumber} of member '{one.Card.Name}' and was not "
        + "followed: the numbers of requests from one address must grow, also when the process is started again";

    private static (long Life, string Refused) Void(MembershipRequest request) =>
        request.WhatCase == MembershipRequest.WhatOneofCase.Left
            ? (0, "")
            : (0, $"life {request.Life} has ended, because it left or did not renew its lease in time: its old work is "
                + "void, and the member must join anew");

    private void End(MemberLease one)
    {
        ReleaseAll(one.Life);
        Put(one with { Standing = MemberState.Down });
        long[] down = [.. _lives.Values.Where(other => !other.IsAlive).Select(other => other.Life)];
        foreach (long life in down.SkipLast(RememberedLives)) _lives.Remove(life);
    }

    private void Remove(MemberLease one)
    {
        ReleaseAll(one.Life);
        _lives.Remove(one.Life);
        Change();
    }

    private void ReleaseAll(long life)
    {
        foreach (string graph in _homes.Where(home => home.Value == life).Select(home => home.Key).ToArray())
            _homes.Remove(graph);
    }

    private void Put(MemberLease one)
    {
        _lives[one.Life] = one;
        Change();
    }

    private void Change()
    {
        Epoch++;
        _view = null;
    }
}

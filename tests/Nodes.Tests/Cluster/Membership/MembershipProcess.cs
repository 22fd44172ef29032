using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>
/// A process as a member should be: it counts its lease from before it asked, and believes that it is home to a graph
/// only by the answer to a claim that it did not take back, while its lease runs.
/// </summary>
internal sealed class MembershipProcess
{
    public static readonly string[] Graphs = ["g", "h"];

    private readonly MembershipWorld _world;
    private readonly Dataflow.Nodes.Wire.Protocol.MemberCard _card;
    private readonly Random _chance;
    private readonly Dictionary<long, (TimeSpan At, MembershipRequest Request)> _asked = [];
    private readonly Dictionary<string, long> _released = [];
    private readonly HashSet<string> _homes = [];
    private long _number;
    private long _life;
    private TimeSpan _leaseUntil;
    private bool _isGone;

    public MembershipProcess(MembershipWorld world, string name, string address, int start, Random chance)
    {
        (_world, _chance) = (world, chance);
        _card = new Dataflow.Nodes.Wire.Protocol.MemberCard { Name = name, Address = address };
        _number = start * 1_000_000L; // no two processes count alike
        Beat();
    }

    public bool IsDead { get; set; }

    public bool Holds(string graph) =>
        !IsDead && !_isGone && _world.Now < _leaseUntil && _homes.Contains(graph);

    public void Answered(MembershipAnswer answer)
    {
        if (IsDead || _isGone || !_asked.TryGetValue(answer.Number, out (TimeSpan At, MembershipRequest Request) asked))
            return;
        if (asked.Request.WhatCase == MembershipRequest.WhatOneofCase.Join) Joined(answer, asked.At);
        else if (asked.Request.Life == _life) Served(answer, asked.Request, asked.At);
    }

    private void Joined(MembershipAnswer answer, TimeSpan askedAt)
    {
        if (_life != 0 || answer.Refused.Length > 0) return;
        _life = answer.Life;
        _leaseUntil = askedAt + MembershipWorld.Lease;
    }

    private void Served(MembershipAnswer answer, MembershipRequest request, TimeSpan askedAt)
    {
        if (answer.Life == 0)
        {
            _life = 0;
            _homes.Clear();
            return;
        }

        if (answer.Refused.Length > 0) return;
        if (request.WhatCase == MembershipRequest.WhatOneofCase.Renew && askedAt + MembershipWorld.Lease > _leaseUntil)
            _leaseUntil = askedAt + MembershipWorld.Lease;
        if (request.WhatCase != MembershipRequest.WhatOneofCase.Claim) return;
        bool isMine = answer.View.Homes.Any(home => home.Graph == request.Claim && home.Life == _life);
        if (isMine && answer.Number > _released.GetValueOrDefault(request.Claim)) _homes.Add(request.Claim);
    }

    private void Beat()
    {
        if (IsDead || _isGone) return;
        if (_life == 0) Ask(new MembershipRequest { Join = _card });
        else if (_chance.Next(3) == 0) Act(Graphs[_chance.Next(Graphs.Length)]);
        else Ask(new MembershipRequest { Renew = new Nothing() });
        _world.After(TimeSpan.FromSeconds(_chance.NextDouble() * (_chance.Next(12) == 0 ? 12 : 4)), Beat);
    }

    private void Act(string graph)
    {
        int what = _chance.Next(20);
        if (what == 0) Ask(new MembershipRequest { Leave = new Nothing() });
        else if (what == 1) Leave();
        else if (what < 8) Release(graph);
        else Ask(new MembershipRequest { Claim = graph });
    }

    private void Leave()
    {
        _isGone = true;
        Ask(new MembershipRequest { Left = new Nothing() });
    }

    private void Release(string graph)
    {
        _homes.Remove(graph);
        Ask(new MembershipRequest { Release = graph });
        _released[graph] = _number;
    }

    private void Ask(MembershipRequest request)
    {
        (request.Number, request.Life) = (++_number, request.Join is null ? _life : 0);
        _asked[_number] = (_world.Now, request);
        _world.Send(this, request);
    }
}

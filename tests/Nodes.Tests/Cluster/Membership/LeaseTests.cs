using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit;
using MemberCard = Dataflow.Nodes.Cluster.MemberCard;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>
/// A member counts its lease from before it asked, so that it stops before the table may give away what it has: the
/// answer may be as late as it likes. The member itself is tested here, beside a table that a test answers for.
/// </summary>
public sealed class LeaseTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5), Moment = TimeSpan.FromMilliseconds(1);

    private readonly HandTime _time = new();
    private readonly SimulationDispatcher _dispatcher = new(seed: 1);
    private readonly MembershipTable _table = new(Length);
    private readonly Queue<MembershipRequest> _asked = new();

    [Fact]
    public void Extend_ByAnAnswer_CountsFromTheQuestion()
    {
        var lease = new Lease(_time, Length);
        Assert.False(lease.IsHeld);
        long asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(2));
        lease.Extend(asked);
        _time.Advance(TimeSpan.FromSeconds(3) - Moment);
        Assert.True(lease.IsHeld);
        _time.Advance(Moment);
        Assert.False(lease.IsHeld);
    }

    [Fact]
    public void Extend_ByALateAnswer_TakesNothingBack()
    {
        var lease = new Lease(_time, Length);
        long first = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(2));
        lease.Extend(_time.GetTimestamp());
        lease.Extend(first);
        _time.Advance(Length - Moment);
        Assert.True(lease.IsHeld);
        lease.End();
        Assert.False(lease.IsHeld);
    }

    /// <summary>1 it asks · 2 the table hears it · 3 the answer is three seconds late.</summary>
    [Fact]
    public void Member_ThatIsAnsweredLate_StopsALeaseAfterItAsked()
    {
        RunningMember member = Start();
        MembershipRequest renewal = Join(member);
        MembershipAnswer answer = Apply(renewal);
        _asked.Clear();
        Advance(TimeSpan.FromSeconds(3));
        Tell(member, answer);
        Assert.True(member.IsReady);
        Advance(Length - TimeSpan.FromSeconds(3) - Moment);
        Assert.True(member.IsReady);
        Advance(Moment);
        Assert.False(member.IsReady);
    }

    /// <summary>Whenever the table may give away what a member had, the member has stopped.</summary>
    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.4, 0.0)]
    [InlineData(0.0, 4.0)]
    [InlineData(1.5, 3.0)]
    public void Member_WhateverTheDelays_StopsBeforeTheTableGivesItsWorkAway(double there, double back)
    {
        RunningMember member = Start();
        MembershipRequest renewal = Join(member);
        long life = member.Life;
        Advance(TimeSpan.FromSeconds(there));
        MembershipAnswer answer = Apply(renewal);
        Advance(TimeSpan.FromSeconds(back));
        Tell(member, answer);
        for (int i = 0; i < 200; i++)
        {
            bool isGivenAway = IsGivenAway(life);
            Assert.False(isGivenAway && member.IsReady);
            if (isGivenAway) return;
            Advance(TimeSpan.FromMilliseconds(50));
        }

        Assert.Fail("the table never gave it away");
    }

    private bool IsGivenAway(long life)
    {
        _table.Sweep(TimeSpan.FromTicks(_time.GetTimestamp()));
        return _table.View.IsOver(life);
    }

    private RunningMember Start()
    {
        var options = new MemberOptions { Card = new MemberCard("a", "tcp://a", []), Lease = Length };
        var tools = new MemberTools(_dispatcher, _time, ShardLimits.Default, new NoTransport(), null, new NoLog());
        var member = new RunningMember(options, tools);
        member.Start(new Questions(_asked));
        Advance(TimeSpan.Zero);
        return member;
    }

    /// <summary>Answers it at once until it is up; its next question is given.</summary>
    private MembershipRequest Join(RunningMember member)
    {
        Tell(member, Apply(_asked.Dequeue()));
        Tell(member, Apply(_asked.Dequeue()));
        Advance(Length / MemberOptions.RenewalsPerLease);
        return _asked.Dequeue();
    }

    private MembershipAnswer Apply(MembershipRequest request) =>
        _table.Apply(request, TimeSpan.FromTicks(_time.GetTimestamp()));

    private void Tell(IMembershipListener member, MembershipAnswer answer)
    {
        member.Answered(answer);
        _dispatcher.RunUntilIdle();
    }

    private void Advance(TimeSpan by)
    {
        _time.Advance(by);
        _dispatcher.RunUntilIdle();
    }

    private sealed class Questions(Queue<MembershipRequest> asked) : IMembership
    {
        public void Ask(MembershipRequest request) => asked.Enqueue(request.Clone());
    }

    private sealed class NoTransport : ITransport
    {
        public void Connect(string address, ILinkOpener opener) => opener.Failed("there is nobody else");
    }

    private sealed class NoLog : IMemberLog
    {
        public void Happened(string what)
        {
        }

        public void Failed(string what, Exception? exception) => throw new InvalidOperationException(what, exception);

        public void Refused(string why) => throw new InvalidOperationException(why);
    }
}

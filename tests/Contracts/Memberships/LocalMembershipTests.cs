using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit;

namespace Dataflow.Contracts.Memberships;

public sealed class LocalMembershipTests : MembershipContract, IDisposable
{
    private readonly HandTime _time = new();
    private LocalMembership? _table;

    [Fact]
    public void Ask_WhileBeingTold_IsAnsweredAfterwards()
    {
        MembershipEar ear = new();
        IMembership members = Connect(ear, Long);
        var eager = new Eager();
        eager.Members = _table!.Connect(eager);
        Up(members, ear, "a");
        Assert.True(eager.IsAnswered);
    }

    [Fact]
    public void Change_WhenALifeIsSilentForAWhile_SaysUnreachable()
    {
        (MembershipEar ear, MembershipEar other) = (new(), new());
        IMembership members = Connect(ear, Short);
        _ = Connect(other, Short);
        long life = Up(members, ear, "a");
        Pass(Short * 2 / 3);
        other.Change(view => StateOf(view, life) == MemberState.Unreachable);
    }

    [Fact]
    public void Dispose_OfAConnection_EndsWhatItIsTold()
    {
        (MembershipEar ear, MembershipEar other) = (new(), new());
        IMembership members = Connect(ear, Long);
        ((IMembershipConnection)Connect(other, Long)).Dispose();
        Up(members, ear, "a");
        Assert.Equal(0, other.Changes);
    }

    public void Dispose() => _table?.Dispose();

    private protected override IMembership Connect(MembershipEar ear, TimeSpan lease)
    {
        _table ??= new LocalMembership(new MembershipTable(lease), _time);
        return _table.Connect(ear);
    }

    private protected override void Pass(TimeSpan time) => _time.Advance(time);

    private sealed class Eager : IMembershipListener
    {
        private bool _isTold;

        public IMembership? Members { get; set; }

        public bool IsAnswered { get; private set; }

        public void Answered(MembershipAnswer answer) => IsAnswered = !_isTold;

        public void Changed(ClusterView view)
        {
            _isTold = true;
            Members!.Ask(new MembershipRequest { Number = 1 });
            _isTold = false;
        }
    }
}

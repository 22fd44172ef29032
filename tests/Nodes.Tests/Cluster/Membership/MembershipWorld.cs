using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>
/// A table and processes that ask it over a bad network, all drawn from a seed: messages are late, lost, doubled and
/// overtaken, processes die and start again. After every event the laws are looked at.
/// </summary>
internal sealed class MembershipWorld
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(9);

    private readonly Random _chance;
    private readonly MembershipTable _table = new(Lease);
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _events = new();
    private readonly MembershipProcess[] _processes;
    private readonly int _seed;
    private readonly double _loss;
    private readonly double _tail;
    private ClusterView _seen = ClusterView.Empty;
    private long _order;
    private int _started;

    public MembershipWorld(int seed)
    {
        (_seed, _chance) = (seed, new Random(seed));
        (_loss, _tail) = (_chance.NextDouble() * 0.3, _chance.NextDouble() * 0.3);
        _processes = new MembershipProcess[_chance.Next(2, 6)];
        for (int place = 0; place < _processes.Length; place++) Start(place);
    }

    public TimeSpan Now { get; private set; }

    /// <summary>How often some process was home to a graph: a history without any shows nothing.</summary>
    public int TimesHeld { get; private set; }

    public void Run(int events)
    {
        for (int i = 0; i < events; i++)
        {
            _events.TryDequeue(out Action? act, out (TimeSpan At, long Order) key);
            Now = key.At;
            act!();
            if (_chance.Next(8) == 0) _table.Sweep(Now);
            Check();
        }
    }

    /// <summary>Sends a request; its answer comes some time, or never, or twice.</summary>
    public void Send(MembershipProcess sender, MembershipRequest request)
    {
        Deliver(() =>
        {
            MembershipAnswer answer = _table.Apply(request, Now);
            CheckView();
            Deliver(() => sender.Answered(answer));
        });
    }

    public void After(TimeSpan delay, Action act) => _events.Enqueue(act, (Now + delay, _order++));

    private void Start(int place)
    {
        if (_processes[place] is { } old) old.IsDead = true;
        // Names are fewer than places, so that they are fought over; one address is one place.
        string name = "ab"[place % 2].ToString();
        _processes[place] = new MembershipProcess(this, name, $"tcp://{place}", ++_started, _chance);
        After(TimeSpan.FromSeconds(30 * _chance.NextDouble() * 4), () => Start(place));
    }

    private void Deliver(Action act)
    {
        while (_chance.NextDouble() >= _loss)
        {
            After(Delay(), act);
            if (_chance.Next(10) != 0) return;
        }
    }

    private TimeSpan Delay() =>
        TimeSpan.FromSeconds(_chance.NextDouble() * (_chance.NextDouble() < _tail ? 15 : 0.3));

    private void Check()
    {
        CheckView();
        foreach (string graph in MembershipProcess.Graphs)
        {
            int homes = _processes.Count(one => one.Holds(graph));
            Assert.True(homes <= 1, $"seed {_seed}: graph '{graph}' has {homes} homes at {Now}");
            TimesHeld += homes;
        }
    }

    private void CheckView()
    {
        ClusterView view = _table.View;
        string[] up = [.. view.Members.Where(one => one.State == MemberState.Up).Select(one => one.Card.Name)];
        Assert.True(up.Distinct().Count() == up.Length, $"seed {_seed}: two members of one name are up at {Now}");
        bool isSame = view.ToWire().Equals(_seen.ToWire());
        Assert.True(isSame || view.Epoch > _seen.Epoch, $"seed {_seed}: the view changed within epoch {view.Epoch}");
        Assert.All(view.Homes.Values, life => Assert.NotNull(view.Find(life)));
        _seen = view;
    }
}

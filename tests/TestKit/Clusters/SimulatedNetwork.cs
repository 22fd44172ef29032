using Dataflow.Nodes.Wire;

namespace Dataflow.TestKit.Clusters;

/// <summary>
/// A network with weather: letters take their time, links break, parts of it are cut off from each other. What is sent
/// is encoded and decoded, so that nothing is shared by accident.
/// </summary>
internal sealed class SimulatedNetwork(SimulationWeather weather)
{
    private readonly Dictionary<string, Listener> _listeners = new(StringComparer.Ordinal);
    private readonly List<SimulatedLink> _links = [];
    private readonly HashSet<(string, string)> _cut = [];

    public delegate ILinkReader Acceptor(string name, ILink link);

    private sealed record Listener(SimulatedProcess Process, Acceptor Accept);

    public SimulationWeather Weather { get; } = weather;

    /// <summary>Letters that carried something, so far.</summary>
    public long Frames { get; set; }

    /// <summary>Is told of each letter that arrives, for looking closely at one history.</summary>
    public Action<string> Observe { get; init; } = _ => { };

    /// <summary>Somebody listens at an address from now on.</summary>
    public void Listen(string address, SimulatedProcess process, Acceptor accept) =>
        _listeners[address] = new Listener(process, accept);

    /// <summary>A way out for a process.</summary>
    public ITransport TransportOf(string name, string address, SimulatedProcess process) =>
        new Transport(this, name, address, process);

    /// <summary>Breaks all links of a process; who is dead does not hear of it.</summary>
    public void BreakAll(string address)
    {
        SimulatedLink[] joined = [.. _links.Where(link => link.Joins(address))];
        foreach (SimulatedLink link in joined) link.Break("the process died");
    }

    /// <summary>Breaks one link, drawn by chance.</summary>
    public void BreakAny()
    {
        if (_links.Count > 0) _links[Weather.World.Draw(_links.Count)].Break("the connection was reset");
    }

    /// <summary>Nothing passes between these two until they are joined again.</summary>
    public void Cut(string one, string other)
    {
        _cut.Add((one, other));
        _cut.Add((other, one));
    }

    public void JoinAll() => _cut.Clear();

    public bool IsCut(string from, string to) => _cut.Contains((from, to));

    public void Forget(SimulatedLink link) => _links.Remove(link);

    private sealed class Transport(SimulatedNetwork network, string name, string address, SimulatedProcess process)
        : ITransport
    {
        public void Connect(string to, ILinkOpener opener)
        {
            if (process.IsDead) return;
            var attempt = new Attempt(process, () => Open(to, opener));
            process.World.TellLater(attempt, new Nodes.Evaluation.Continue(), network.Weather.Delay());
        }

        private void Open(string to, ILinkOpener opener)
        {
            if (process.IsDead) return;
            if (!network._listeners.TryGetValue(to, out Listener? listener) || listener.Process.IsDead
                || network.IsCut(address, to))
            {
                opener.Failed($"nobody answers at {to}");
                return;
            }

            var near = new SimulatedLink(network, process, address, to);
            var far = new SimulatedLink(network, listener.Process, to, address);
            near.Pair(far);
            network._links.AddRange([near, far]);
            far.Begin(listener.Accept(name, far));
            near.Begin(opener.Opened(near));
        }
    }

    private sealed class Attempt(SimulatedProcess process, Action attempt) : Nodes.Actors.Actor(process)
    {
        protected override void Receive(Nodes.Actors.Message message) => attempt();
    }
}

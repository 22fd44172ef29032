using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;

namespace Dataflow.TestKit.Clusters;

/// <summary>One end of a connection of the simulated network. An actor of its process reads it.</summary>
internal sealed class SimulatedLink(SimulatedNetwork network, SimulatedProcess process, string here, string there)
    : Actor(process), ILink
{
    private SimulatedLink _other = null!;
    private ILinkReader? _reader;
    private readonly List<Message> _early = [];
    private long _lastDue;
    private bool _isBroken;
    private bool _isClosed;

    public string Peer => there;

    public long QueuedBytes => 0;

    public void Pair(SimulatedLink other) => (_other, other._other) = (other, this);

    public void Begin(ILinkReader reader)
    {
        _reader = reader;
        foreach (Message early in _early) Receive(early);
        _early.Clear();
    }

    public bool Joins(string address) => here == address || there == address;

    public void Send(ReadOnlySpan<Letter> letters)
    {
        if (letters.Length > 0 && !_isBroken && !process.IsDead) network.Frames++;
        foreach (Letter letter in letters) Send(letter);
    }

    public void Close(string reason)
    {
        if (_isBroken) return;
        Break(reason);
    }

    /// <summary>What is under way is lost, and both ends hear of it, sooner or later.</summary>
    public void Break(string reason)
    {
        if (_isBroken) return;
        _isBroken = _other._isBroken = true;
        network.Forget(this);
        network.Forget(_other);
        process.World.TellLater(this, new Ended(reason), network.Weather.Delay());
        process.World.TellLater(_other, new Ended(reason), network.Weather.Delay());
    }

    protected override void Receive(Message message)
    {
        if (process.IsDead) return;
        if (_reader is null)
        {
            _early.Add(message);
            return;
        }

        switch (message)
        {
            case Arrival arrival: Deliver(arrival); break;
            case Ended ended when !_isClosed:
                _isClosed = true;
                _reader.Closed(this, ended.Reason);
                break;
        }
    }

    private void Send(Letter letter)
    {
        if (_isBroken || process.IsDead)
        {
            letter.Drop();
            return;
        }

        byte[] body = letter.Body.ToByteArray();
        NdArray[] arrays = [.. letter.Arrays.Select(Copy)];
        letter.Drop();
        long due = process.World.Now + network.Weather.Delay();
        bool mayBeOvertaken = letter.MayBeOvertaken && arrays.Length > 0;
        if (mayBeOvertaken) due += network.Weather.Delay();
        else _lastDue = due = Math.Max(due, _lastDue);
        process.World.TellLater(_other, new Arrival(body, arrays, letter.MayBeOvertaken), due - process.World.Now);
    }

    private void Deliver(Arrival arrival)
    {
        if (_isBroken) return;
        if (network.IsCut(there, here))
        {
            Break("nothing came through for too long");
            return;
        }

        _reader!.Received(this, [new Letter(Post.Parser.ParseFrom(arrival.Body), arrival.Arrays, arrival.MayBeOvertaken)]);
    }

    private static NdArray Copy(NdArray array) => array is NdArray<double> doubles
        ? NdArray<double>.From(doubles.ToArray(), doubles.Shape)
        : NdArray<float>.From(((NdArray<float>)array).ToArray(), array.Shape);

    private sealed class Arrival(byte[] body, NdArray[] arrays, bool mayBeOvertaken) : Message
    {
        public byte[] Body { get; } = body;

        public NdArray[] Arrays { get; } = arrays;

        public bool MayBeOvertaken { get; } = mayBeOvertaken;
    }

    private sealed class Ended(string reason) : Message
    {
        public string Reason { get; } = reason;
    }
}

using System.Collections.Concurrent;
using Dataflow.Nodes.Wire;

namespace Dataflow.TestKit.Links;

/// <summary>Members within a process, by their addresses, and how their links fail.</summary>
internal sealed class MemoryNetwork : ILinkFactory
{
    private readonly ConcurrentDictionary<string, Func<ILink, ILinkReader>> _members = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<MemoryLink> _links = [];
    private readonly Lock _gate = new();
    private Random? _chance;
    private int _left;
    private int _breaksLeft;
    private int _connections;

    /// <summary>How many connections were made.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Has a member listen at an address.</summary>
    public void Serve(string address, Func<ILink, ILinkReader> accept) => _members[address] = accept;

    /// <summary>From now on nobody listens there.</summary>
    public void Stop(string address) => _members.TryRemove(address, out _);

    /// <summary>
    /// Breaks links after so many letters, up to a number drawn anew each time, and lets letters overtake.
    /// </summary>
    public void BreakNowAndThen(Random chance, int times)
    {
        lock (_gate) (_chance, _breaksLeft, _left) = (chance, times, chance.Next(1, 30));
    }

    /// <summary>Breaks every link that there is.</summary>
    public void Break(string reason)
    {
        foreach (MemoryLink link in _links) link.Close(reason);
    }

    public Task<ILink> ConnectAsync(string address, ILinkReader reader, CancellationToken cancellation)
    {
        if (!_members.TryGetValue(address, out Func<ILink, ILinkReader>? accept))
            return Task.FromException<ILink>(new WireException($"nobody listens at {address}"));
        Interlocked.Increment(ref _connections);
        MemoryLink near = new(address, this), far = new("a client", this);
        (near.Other, far.Other, near.Reader) = (far, near, reader);
        far.Reader = accept(far);
        _links.Add(near);
        return Task.FromResult<ILink>(near);
    }

    /// <summary>Whether a link breaks before its next letter.</summary>
    public bool Breaks()
    {
        lock (_gate)
        {
            if (_chance is null || _breaksLeft == 0 || --_left > 0) return false;
            _left = _chance.Next(1, 30);
            _breaksLeft--;
            return true;
        }
    }

    /// <summary>Whether a letter overtakes the one before it, which lets it.</summary>
    public bool Overtakes()
    {
        lock (_gate) return _chance?.Next(2) == 0;
    }
}

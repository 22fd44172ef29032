using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Dataflow.Host.Serving;

/// <summary>
/// The connections that have not said who they are, those in the middle of encryption included. They count apart from
/// those that have, few of each address, and for a short time; when there are too many, the oldest goes: who is honest
/// is never among the oldest for long. Safe for any number of threads.
/// </summary>
/// <param name="options">How many, and for how long.</param>
/// <param name="time">The clock.</param>
/// <param name="report">Is told how many were closed: when it begins, and once a minute while it goes on.</param>
internal sealed class Strangers(StrangerOptions options, TimeProvider time, Action<string> report)
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedList<Stranger>> _byAddress = new(StringComparer.Ordinal);
    private int _count;
    private long _closed;
    private long _reported;
    private long? _reportedAt;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    /// <summary>Counts a connection until it is introduced or over. To be called before anything is read.</summary>
    public async Task MeetAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        using Stranger stranger = Admit(
            connection.RemoteEndPoint, why => connection.Abort(new ConnectionAbortedException(why)));
        connection.Features.Set(stranger);
        await next(connection);
    }

    /// <summary>One more; another one may have to go for it.</summary>
    /// <param name="from">Where it comes from.</param>
    /// <param name="abort">Ends it, for a reason.</param>
    public Stranger Admit(EndPoint? from, Action<string> abort)
    {
        var stranger = new Stranger(this, AddressOf(from), abort);
        (Stranger? victim, string why) = Add(stranger);
        victim?.End(why);
        stranger.Watch(time, options.Patience);
        return stranger;
    }

    /// <summary>It is none any more.</summary>
    public void Remove(Stranger stranger)
    {
        lock (_gate)
        {
            if (stranger.Place is not { } place) return;
            stranger.Place = null;
            LinkedList<Stranger> same = place.List!;
            same.Remove(place);
            if (same.Count == 0) _byAddress.Remove(stranger.Address);
            _count--;
        }
    }

    /// <summary>One was closed because it did not say who it is.</summary>
    public void Closed(Stranger stranger, string why)
    {
        long closed;
        lock (_gate)
        {
            _closed++;
            if (_reportedAt is { } at && time.GetElapsedTime(at) < BetweenReports) return;
            (closed, _reported, _reportedAt) = (_closed - _reported, _closed, time.GetTimestamp());
        }

        report($"{closed} connections were closed that had not said who they are, the last one from "
            + $"{stranger.Address}: {why}");
    }

    private (Stranger? Victim, string Why) Add(Stranger stranger)
    {
        lock (_gate)
        {
            Stranger? victim = null;
            string why = "";
            if (_byAddress.GetValueOrDefault(stranger.Address) is { } same && same.Count >= options.MaxPerAddress)
                (victim, why) = (same.First!.Value, $"limits:strangersPerAddress, which is {options.MaxPerAddress}");
            else if (_count >= options.MaxTotal)
                (victim, why) = (OldestOfMost(), $"limits:strangers, which is {options.MaxTotal}");
            if (victim is not null) Remove(victim);
            if (!_byAddress.TryGetValue(stranger.Address, out LinkedList<Stranger>? list))
                _byAddress.Add(stranger.Address, list = new LinkedList<Stranger>());
            stranger.Place = list.AddLast(stranger);
            _count++;
            return (victim, $"others came while it had not said who it is, and there are no more than {why}");
        }
    }

    private Stranger OldestOfMost() => _byAddress.Values.MaxBy(same => same.Count)!.First!.Value;

    /// <summary>A machine of IPv6 has all addresses of a network to itself.</summary>
    private static string AddressOf(EndPoint? from)
    {
        const int networkBytes = 8;
        if (from is not IPEndPoint { Address: { } address }) return $"{from}";
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4().ToString();
        return address.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(address)
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, networkBytes))
            : address.ToString();
    }
}

/// <summary>One connection that has not said who it is.</summary>
internal sealed class Stranger(Strangers all, string address, Action<string> abort) : IDisposable
{
    private ITimer? _timer;
    private int _isEnded;

    public string Address => address;

    /// <summary>Its place among those of its address; null when it is none any more. Guarded by all of them.</summary>
    public LinkedListNode<Stranger>? Place { get; set; }

    public void Watch(TimeProvider time, TimeSpan patience) => _timer = time.CreateTimer(
        _ => OnImpatience(patience), null, patience, Timeout.InfiniteTimeSpan);

    /// <summary>It has said who it is, and stays.</summary>
    public void Introduced() => Dispose();

    /// <summary>Whether this side has closed it, and told of it as far as it should be told.</summary>
    public bool WasClosed { get; private set; }

    /// <summary>Ends the connection.</summary>
    public void End(string why)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 1) return; // its patience may end after it had to go
        WasClosed = true;
        all.Closed(this, why);
        abort(why);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        all.Remove(this);
    }

    private void OnImpatience(TimeSpan patience) =>
        End($"it did not say who it is within limits:helloSeconds, which is {patience.TotalSeconds}");
}

using System.Collections.Concurrent;
using Dataflow.Nodes;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.Client.Sessions;

namespace Dataflow;

/// <summary>
/// A client of a cluster. It opens graphs by name; what is built, assigned and evaluated with an opened graph's
/// <see cref="Context"/> is worked by the members. Connections that break are made again, and what was under way is
/// sent again: each assignment takes effect once. Safe for any number of threads.
/// </summary>
public sealed class DataflowClient : IAsyncDisposable
{
    private readonly MemberSearch _search;
    private readonly ClientOptions _options;
    private readonly ConcurrentDictionary<RemoteSession, bool> _sessions = new();
    private volatile bool _isDisposed;

    internal DataflowClient(IReadOnlyList<string> addresses, ILinkFactory links, ClientOptions options)
    {
        _options = options.Checked();
        _search = new MemberSearch(addresses, links, _options);
    }

    /// <summary>Connects to a cluster: makes sure that a member can be reached and lets this client in.</summary>
    /// <param name="addresses">Some members, as in <c>tcp://a:4510,b:4510</c>; one that answers is enough.</param>
    /// <param name="options">How to connect; null for the defaults.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="UnreachableException">No member was reached in time; says why for each.</exception>
    /// <exception cref="FormatException">The addresses are none.</exception>
    public static async Task<DataflowClient> ConnectAsync(
        string addresses, ClientOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        options = (options ?? new ClientOptions()).Checked();
        var connector = new LinkConnector(options.Links, options.Tls, options.Time);
        var hello = new Hello
        {
            Cluster = options.Cluster, Kind = Handshake.Client, Name = options.Name, Token = options.Token,
        };
        var client = new DataflowClient(MemberAddresses.Parse(addresses), new TcpLinks(connector, hello), options);
        await client._search.ReachAsync(cancellation).ConfigureAwait(false);
        return client;
    }

    /// <summary>
    /// Opens a graph, which begins empty when there is none of that name. All clients that open it share it.
    /// </summary>
    /// <exception cref="UnreachableException">The graph was not found in time; says why for each member.</exception>
    public async Task<Context> OpenGraphAsync(string name, CancellationToken cancellation = default)
    {
        RemoteSession session = Begin(name);
        try
        {
            await session.OpenAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            session.Dispose();
            throw;
        }

        return new Context(session);
    }

    /// <summary>
    /// Deletes a graph, with all that is kept of it. Whoever has it open is told so at his next call, by a
    /// <see cref="GraphDeletedException"/>; whoever opens it again begins an empty one. When there is none of that
    /// name, nothing happens.
    /// </summary>
    /// <exception cref="UnreachableException">The graph was not found in time; says why for each member.</exception>
    public async Task DeleteGraphAsync(string name, CancellationToken cancellation = default)
    {
        try
        {
            await DeleteKnownGraphAsync(name, cancellation).ConfigureAwait(false);
        }
        catch (UnknownGraphException)
        {
            // Whoever wants it gone has what he wants.
        }
    }

    /// <summary>Deletes a graph that there has to be.</summary>
    /// <exception cref="UnknownGraphException">There is none of that name; says the nearest.</exception>
    internal async Task DeleteKnownGraphAsync(string name, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        await _search.ForOneGraph().DeleteAsync(name, cancellation).ConfigureAwait(false);
    }

    private RemoteSession Begin(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        RemoteSession? session = null;
        session = new RemoteSession(name, _search.ForOneGraph(), _options)
        {
            Ended = () => _sessions.TryRemove(session!, out _),
        };
        _sessions.TryAdd(session, true);
        if (_isDisposed) session.Dispose();
        return session;
    }

    /// <summary>Closes all connections. What is under way fails, and may have been done or not.</summary>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        foreach (RemoteSession session in _sessions.Keys) session.Dispose();
        _sessions.Clear();
        return ValueTask.CompletedTask;
    }
}

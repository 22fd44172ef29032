using System.Runtime.InteropServices;
using Dataflow.Nodes;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Client.Sessions;

/// <summary>
/// What is under way, in which order it goes out, and what becomes of it when the connection breaks. All of it is
/// guarded by one lock; requests complete outside of it. Whoever takes a request out completes it.
/// </summary>
internal sealed partial class RemoteSession
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RequestNumber, RemoteRequest> _under = [];
    private readonly Queue<RemoteRequest> _waiting = new();
    private HomeLink? _link;
    private bool _isDisposed;
    private volatile string? _deletion; // what the home said of it; null while the graph is there
    private RequestNumber _last;
    private long _assignments;

    public void Answered(HomeLink link, ClientAnswer answer, IReadOnlyList<NdArray> arrays)
    {
        if (answer.Kind == ErrorKind.TryAgain)
        {
            Lost(link, answer.Error);
            link.Link.Close("the graph is not at home there now");
            return;
        }

        RemoteRequest? request;
        lock (_gate)
        {
            if (link != _link || !_under.Remove(new RequestNumber(answer.Request), out request)) return;
            link.HasAnswered = true;
            if (answer.Kind == ErrorKind.Failed) link.TellAnew();
            if (answer.Kind == ErrorKind.None) NoteValues(request);
            if (answer.Kind == ErrorKind.Deleted) _deletion = answer.Error;
            _troubledSince = null;
            SendWaiting();
        }

        request.Answer(answer, arrays);
    }

    public void Lost(HomeLink link, string reason)
    {
        lock (_gate)
        {
            if (link != _link) return;
            _link = null;
            if (_under.Count > 0 || (_ownWithValues.Count > 0 && _deletion is null)) Reconnect(link, reason);
            else _troubledSince = null;
        }
    }

    /// <summary>Fails what is under way, and closes the connection.</summary>
    public void Dispose()
    {
        HomeLink? link;
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            (link, _link) = (_link, null);
            _watch?.Dispose();
        }

        Ended();
        _end.Cancel();
        if (link is not null) Tell(link, new ForgetNodes { All = true });
        link?.Link.Close("the client is done");
        FailAll(new ObjectDisposedException(nameof(DataflowClient), "the client was closed"));
    }

    private void Begin(RemoteRequest request)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(DataflowClient));
        if (_deletion is { } deletion) throw new GraphDeletedException(deletion);
        request.Hold(Graph);
        lock (_gate)
        {
            request.Number = _last = _last.Next;
            if (request is ICountedRequest counted) counted.Position = ++_assignments;
            request.IsWaiting = true;
            if (!_isDisposed) _waiting.Enqueue(request);
            SendWaiting();
            if (!_isDisposed) return;
        }

        request.Fail(new ObjectDisposedException(nameof(DataflowClient), "the client was closed"));
    }

    /// <summary>In the order in which they came, so that of two assignments the later one stays.</summary>
    private void SendWaiting()
    {
        while (_under.Count < _options.RequestsInFlight && _waiting.TryDequeue(out RemoteRequest? request))
        {
            if (!request.IsWaiting) continue; // given up meanwhile
            request.IsWaiting = false;
            if (_under.Count == 0 && !_isConnecting) _troubledSince = null;
            _under.Add(request.Number, request);
            Watch();
            if (_link is { } link) Send(link, request);
            else Connect();
        }
    }

    private void Send(HomeLink link, RemoteRequest request)
    {
        Letter letter = request.Encode(_session);
        List<Letter>? definitions = link.Sent.Take(request.Nodes, Graph, link.Link.MaxLetterBytes, _withValues);
        string? refusal = definitions is null
            ? link.Link.TrySend(MemoryMarshal.CreateReadOnlySpan(in letter, 1))
            : link.Link.TrySend(CollectionsMarshal.AsSpan((List<Letter>)[.. definitions, letter]));
        if (refusal is null) return;
        letter.Drop();
        if (definitions is not null) link.Sent.Forget(definitions);
        definitions?.ForEach(definition => definition.Drop());
        Refuse(request, refusal);
    }

    /// <summary>It is too large for a limit, and would be so again. It completes outside of the lock.</summary>
    private void Refuse(RemoteRequest request, string refusal)
    {
        _under.Remove(request.Number);
        _ = FailLaterAsync(request, new LimitException($"nothing was sent: {refusal}"));
    }

    private static async Task FailLaterAsync(RemoteRequest request, Exception error)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        request.Fail(error);
    }

    private void TellAgain(GraphNode node)
    {
        lock (_gate)
        {
            if (_link is { } link && link.Sent.Contains(node.Id)) link.Send(SentNodes.Again(node, Graph, _withValues));
        }
    }

    /// <summary>The caller does not wait any longer; the home is told, unless the answer was first.</summary>
    private void GiveUp(RemoteRequest request, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!request.IsWaiting && !_under.Remove(request.Number)) return;
            bool wasSent = !request.IsWaiting;
            request.IsWaiting = false;
            if (wasSent && request.CanBeCancelled && _link is { } link)
            {
                link.Send(Letter.Of(new Post { ClientCancel = new ClientCancel { Request = request.Number.Number } }));
            }

            SendWaiting();
        }

        request.Fail(new OperationCanceledException("the request was cancelled", cancellation));
    }

    private void FailAll(Exception error)
    {
        List<RemoteRequest> all;
        lock (_gate)
        {
            all = [.. _under.Values, .. _waiting.Where(request => request.IsWaiting)];
            foreach (RemoteRequest request in all) request.IsWaiting = false;
            _under.Clear();
            _waiting.Clear();
        }

        foreach (RemoteRequest request in all.OrderBy(request => request.Number.Number)) request.Fail(error);
    }
}

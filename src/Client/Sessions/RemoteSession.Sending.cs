using System.Runtime.InteropServices;
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
    private readonly Dictionary<long, RemoteRequest> _under = [];
    private readonly Queue<RemoteRequest> _waiting = new();
    private HomeLine? _line;
    private bool _isDisposed;
    private long _requests;
    private long _assignments;

    public void Answered(HomeLine line, ClientAnswer answer, IReadOnlyList<NdArray> arrays)
    {
        if (answer.Kind == ErrorKind.TryAgain)
        {
            Lost(line, answer.Error);
            line.Link.Close("the graph is not at home there now");
            return;
        }

        RemoteRequest? request;
        lock (_gate)
        {
            if (line != _line || !_under.Remove(answer.Request, out request)) return;
            line.HasAnswered = true;
            if (answer.Kind == ErrorKind.Failed) line.TellAnew();
            _troubledSince = null;
            SendWaiting();
        }

        request.Answer(answer, arrays);
    }

    public void Lost(HomeLine line, string reason)
    {
        lock (_gate)
        {
            if (line != _line) return;
            _line = null;
            if (_under.Count == 0) _troubledSince = null;
            else Reconnect(line, reason);
        }
    }

    /// <summary>Fails what is under way, and closes the connection.</summary>
    public void Dispose()
    {
        HomeLine? line;
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            (line, _line) = (_line, null);
            _watch?.Dispose();
        }

        _end.Cancel();
        line?.Link.Close("the client is done");
        FailAll(new ObjectDisposedException(nameof(DataflowClient), "the client was closed"));
    }

    private void Begin(RemoteRequest request)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(DataflowClient));
            request.Number = ++_requests;
            if (request is RemoteAssignment assignment) assignment.Position = ++_assignments;
            request.IsWaiting = true;
            _waiting.Enqueue(request);
            SendWaiting();
        }
    }

    /// <summary>In the order in which they came, so that of two assignments the later one stays.</summary>
    private void SendWaiting()
    {
        while (_under.Count < _options.RequestsInFlight && _waiting.TryDequeue(out RemoteRequest? request))
        {
            if (!request.IsWaiting) continue; // given up meanwhile
            request.IsWaiting = false;
            _under.Add(request.Number, request);
            Watch();
            if (_line is { } line) Send(line, request);
            else Connect();
        }
    }

    private void Send(HomeLine line, RemoteRequest request)
    {
        Letter letter = request.Encode(_session);
        List<Letter>? definitions = line.Sent.Take(request.Nodes, Graph, line.Link.MaxLetterBytes);
        string? objection = definitions is null
            ? line.Link.TrySend(MemoryMarshal.CreateReadOnlySpan(in letter, 1))
            : line.Link.TrySend(CollectionsMarshal.AsSpan((List<Letter>)[.. definitions, letter]));
        if (objection is null) return;
        letter.Drop();
        if (definitions is not null) line.Sent.Forget(definitions);
        definitions?.ForEach(definition => definition.Drop());
        Refuse(request, objection);
    }

    /// <summary>It is too large for a limit, and would be so again. It completes outside of the lock.</summary>
    private void Refuse(RemoteRequest request, string objection)
    {
        _under.Remove(request.Number);
        var error = new LimitException($"nothing was sent: {objection}");
        ThreadPool.UnsafeQueueUserWorkItem(_ => request.Fail(error), null);
    }

    private void TellAgain(GraphNode node)
    {
        lock (_gate)
        {
            if (_line is { } line && line.Sent.Contains(node.Id)) line.Send(SentNodes.Again(node, Graph));
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
            if (wasSent && request.CanBeCancelled && _line is { } line)
            {
                line.Send(Letter.Of(new Post { ClientCancel = new ClientCancel { Request = request.Number } }));
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

        foreach (RemoteRequest request in all.OrderBy(request => request.Number)) request.Fail(error);
    }
}

using Dataflow.Nodes.Wire;

namespace Dataflow.Client.Sessions;

/// <summary>
/// Finding the home, and finding it again. A link that broke before it answered anything counts as a failed try, so
/// that a member that takes connections and cannot serve them is not asked without pause or end.
/// </summary>
internal sealed partial class RemoteSession
{
    private readonly CancellationTokenSource _end = new();
    private bool _isConnecting;
    private long? _troubledSince; // from when on nothing was of use, while something is under way
    private string? _lastLoss;

    private void Reconnect(HomeLink link, string reason)
    {
        bool wasOfUse = link.HasAnswered || _options.Time.GetElapsedTime(link.OpenedAt) > _options.GiveUpAfter;
        if (wasOfUse) _troubledSince = null;
        _lastLoss = wasOfUse ? null : reason;
        Connect();
    }

    private void Connect()
    {
        if (_isConnecting || _isDisposed) return;
        _isConnecting = true;
        _troubledSince ??= _options.Time.GetTimestamp();
        _ = ConnectAsync(_troubledSince.Value, _lastLoss, _under.Count == 0);
    }

    /// <summary>Never runs on the caller's stack, who holds the lock.</summary>
    private async Task ConnectAsync(long since, string? lost, bool isIdle)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            Use(await _search.FindAsync(_name, this, since, lost, _end.Token).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // Whatever it is, those who wait are told; they have nobody else.
        catch (Exception error)
#pragma warning restore CA1031
        {
            lock (_gate)
            {
                (_isConnecting, _troubledSince, _lastLoss) = (false, null, null);
                if (isIdle && !_isDisposed)
                {
                    // Nobody waited when this try began; who came since has waited for less than he is to.
                    if (_under.Count > 0) Connect();
                    return;
                }
            }

            FailAll(error is OperationCanceledException
                ? new ObjectDisposedException(nameof(DataflowClient), "the client was closed")
                : error);
        }
    }

    /// <summary>Everything that is under way goes out again, in its order.</summary>
    private void Use(HomeLink link)
    {
        lock (_gate)
        {
            _isConnecting = false;
            if (!_isDisposed && !link.IsClosed)
            {
                (_link, _lastLoss) = (link, null);
                KeepValues(link);
                foreach (RemoteRequest request in _under.Values.OrderBy(request => request.Number.Number).ToArray())
                {
                    if (_under.ContainsKey(request.Number)) Send(link, request);
                }

                return;
            }

            if (!_isDisposed && _under.Count > 0) Reconnect(link, "the connection closed as soon as it was made");
        }

        link.Link.Close("the client is done");
    }
}

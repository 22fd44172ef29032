using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Client.Sessions;

/// <summary>
/// A home that is silent while it owes answers is asked for a sign of life, which a member gives however much it has to
/// do. When none comes the process is stopped, or cut off without a word, and the graph may be at home elsewhere.
/// </summary>
internal sealed partial class RemoteSession
{
    private ITimer? _watch;
    private bool _isWatching;

    /// <summary>Looks after the link while something is under way. The caller holds the lock.</summary>
    private void Watch()
    {
        if (_isWatching || _isDisposed) return;
        _isWatching = true;
        _watch ??= _options.Time.CreateTimer(
            _ => LookAfter(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _watch.Change(_options.StallTimeout, Timeout.InfiniteTimeSpan);
    }

    private void LookAfter()
    {
        HomeLink? link;
        lock (_gate)
        {
            _isWatching = false;
            if (_under.Count == 0) return;
            Watch();
            link = _link;
            if (link is null || !IsSilent(link)) return;
        }

        string reason = $"the home gave no sign of life for {_options.StallTimeout} "
            + $"({nameof(ClientOptions.StallTimeout)}) after it was asked for one";
        _search.Doubt();
        Lost(link, reason);
        link.Link.Close(reason);
    }

    /// <summary>Whether it did not even answer when it was asked for a sign of life.</summary>
    private static bool IsSilent(HomeLink link)
    {
        if (link.WasHeard)
        {
            (link.WasHeard, link.IsProbed) = (false, false);
            return false;
        }

        if (link.IsProbed) return true;
        link.IsProbed = true;
        link.Send(Letter.Of(new Post { Describe = new Describe { What = ReportJson.Members } }));
        return false;
    }
}

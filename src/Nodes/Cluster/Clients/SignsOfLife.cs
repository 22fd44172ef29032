using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>
/// Says on a client's link that what the client sent is being worked on, while that takes long: a long message that is
/// still coming in, or letters that define a million nodes. Meanwhile nothing more is read, so the client's question for
/// a sign of life would wait behind its own message. Looked at by a timer; the reader of the link tells how far it is.
/// </summary>
/// <remarks>
/// It ends by itself when nothing moves for <see cref="Bound"/>: no letter was done, and no byte came. So a home that
/// hangs is left, and so is one whose process is stopped, where no timer runs.
/// </remarks>
internal sealed class SignsOfLife(ILink link, TimeProvider time)
{
    /// <summary>How often to look: a quarter of the shortest patience that makes sense.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>For how long it is said of work that does not get on; planning millions of nodes is one step.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private volatile bool _isAtWork;
    private long _steps;
    private bool _wasAtWork;
    private long _lastProgress;
    private long _movedAt;

    /// <summary>Letters have come, and are worked on from now on.</summary>
    public void Begin() => _isAtWork = true;

    /// <summary>One of them is done.</summary>
    public void Step() => Interlocked.Increment(ref _steps);

    /// <summary>All of them are done.</summary>
    public void End() => _isAtWork = false;

    /// <summary>Says so, if the work was under way at the last look already, and moves.</summary>
    public void Look()
    {
        lock (_gate)
        {
            bool wasAtWork = _wasAtWork;
            _wasAtWork = _isAtWork || link.IsReceiving;
            if (!_wasAtWork) return;
            long progress = Interlocked.Read(ref _steps) + link.ReceivedBytes;
            if (!wasAtWork || progress != _lastProgress) (_lastProgress, _movedAt) = (progress, time.GetTimestamp());
            if (!wasAtWork || time.GetElapsedTime(_movedAt) > Bound) return;
        }

        // Clients take no notice of what it says, only that it comes.
        link.SendAtOnce(Letter.Of(new Post { Report = new Report() }));
    }
}

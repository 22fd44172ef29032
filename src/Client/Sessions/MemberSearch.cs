using Dataflow.Nodes.Wire;
using Polly;
using Polly.Retry;

namespace Dataflow.Client.Sessions;

/// <summary>
/// Finds members, and the home of a graph by asking any of them. Tries all again and again, with growing delays that
/// chance spreads, until one answers or the time is over.
/// </summary>
internal sealed class MemberSearch(IReadOnlyList<string> addresses, ILinkFactory links, ClientOptions options)
{
    /// <summary>How often one is sent elsewhere before that counts as a failure.</summary>
    private const int MostHops = 8;

    private readonly TimeProvider _time = options.Time;
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private string? _last;
    private volatile string? _doubted;

    /// <summary>Another search like this, which remembers where its own graph was.</summary>
    public MemberSearch ForOneGraph() => new(addresses, links, options);

    /// <summary>
    /// Where the graph was last there is no sign of life: others are asked first, and who sends there is not waited for
    /// as long as usual.
    /// </summary>
    public void Doubt() => _doubted = _last;

    /// <summary>Makes sure that a member can be reached.</summary>
    /// <exception cref="UnreachableException">None could be, in time.</exception>
    public Task ReachAsync(CancellationToken cancellation) => UntilTooLateAsync(
        "the cluster", _time.GetTimestamp(), async token =>
        {
            HomeLink link = await FirstAsync(GreetAsync, token).ConfigureAwait(false);
            link.Link.Close("the client only made sure that it is let in");
            return link;
        },
        cancellation);

    /// <summary>A link to the graph's home.</summary>
    /// <param name="graph">Its name.</param>
    /// <param name="owner">Who is told what comes over the link.</param>
    /// <param name="since">From when on time counts, by the client's clock.</param>
    /// <param name="lost">Why the link before was of no use, which counts as a first try; null if it was of
    /// use.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="UnreachableException">It was not found in time.</exception>
    public Task<HomeLink> FindAsync(
        string graph, ILinkOwner owner, long since, string? lost, CancellationToken cancellation) =>
        UntilTooLateAsync(
            $"graph '{graph}'", since, async token =>
            {
                if (lost is { } reason)
                {
                    lost = null;
                    if (_last is { } home) _reasons[home] = reason;
                    throw new WireException(reason);
                }

                return await FirstAsync((at, until) => OpenAsync(at, graph, owner, until), token)
                    .ConfigureAwait(false);
            },
            cancellation);

    /// <summary>Has the graph deleted, wherever it is at home.</summary>
    /// <exception cref="UnknownGraphException">There is none.</exception>
    /// <exception cref="UnreachableException">It was not found in time.</exception>
    public async Task DeleteAsync(string graph, CancellationToken cancellation)
    {
        HomeLink link = await UntilTooLateAsync(
            $"graph '{graph}'", _time.GetTimestamp(),
            token => FirstAsync((at, until) => DeleteAsync(at, graph, until), token), cancellation)
            .ConfigureAwait(false);
        link.Link.Close("the graph is deleted");
    }

    private async Task<HomeLink> UntilTooLateAsync(
        string what, long since, Func<CancellationToken, Task<HomeLink>> attempt, CancellationToken cancellation)
    {
        _reasons.Clear();
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder { TimeProvider = _time }.AddRetry(
            new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                ShouldHandle = tried => ValueTask.FromResult(
                    tried.Outcome.Exception is WireException { IsRefusal: false }
                        && _time.GetElapsedTime(since) < options.GiveUpAfter),
            }).Build();
        try
        {
            return await pipeline.ExecuteAsync(async token => await attempt(token).ConfigureAwait(false), cancellation)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellation.IsCancellationRequested)
        {
            // What waits within has tokens of its own; the caller knows his.
            throw new OperationCanceledException(e.Message, e, cancellation);
        }
        catch (WireException)
        {
            throw Unreachable(what);
        }
    }

    private async Task<HomeLink> FirstAsync(
        Func<string, CancellationToken, Task<HomeLink>> connect, CancellationToken cancellation)
    {
        bool isRefused = true, isFull = false;
        Exception? final = null;
        foreach (string address in Candidates())
        {
            using var patience = new CancellationTokenSource(options.OpenTimeout, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
            try
            {
                return await connect(address, both.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                isRefused = false;
                _reasons[address] = $"no answer in time: {nameof(ClientOptions.OpenTimeout)} is {options.OpenTimeout}";
            }
            catch (Exception e) when (RemoteErrors.MayPass(e))
            {
                isRefused &= e is WireException { IsRefusal: true };
                isFull |= e is WireException { IsLimit: true };
                _reasons[address] = e.Message;
            }
            catch (Exception e) when (e is LimitException or GraphAccessException)
            {
                final = e; // another member may have room, or the right
            }
        }

        if (final is not null) throw final;
        if (isRefused && isFull) throw new LimitException(string.Join("; ", _reasons.Values));

        // Who is refused by everybody, for a token say, is so again.
        throw new WireException("no member could be reached") { IsRefusal = isRefused };
    }

    /// <summary>The last home first: mostly it still is. If that is doubted, it comes last.</summary>
    private IEnumerable<string> Candidates()
    {
        if (_last is not { } last) return addresses;
        IEnumerable<string> others = addresses.Where(address => address != last);
        return last == _doubted ? others.Append(last) : others.Prepend(last);
    }

    private async Task<HomeLink> GreetAsync(string address, CancellationToken cancellation) =>
        await ConnectAsync(address, new Nobody(), cancellation).ConfigureAwait(false);

    private async Task<HomeLink> OpenAsync(
        string address, string graph, ILinkOwner owner, CancellationToken cancellation)
    {
        (string at, HomeLink link) = await FollowAsync(
            address, owner, (asked, until) => asked.OpenAsync(graph, until), cancellation).ConfigureAwait(false);
        (_last, _doubted) = (at, null);
        link.OpenedAt = _time.GetTimestamp();
        return link;
    }

    private async Task<HomeLink> DeleteAsync(string address, string graph, CancellationToken cancellation)
    {
        (_, HomeLink link) = await FollowAsync(
            address, new Nobody(), (asked, until) => asked.DeleteAsync(graph, until), cancellation)
            .ConfigureAwait(false);
        return link;
    }

    private async Task<(string At, HomeLink Link)> FollowAsync(
        string address, ILinkOwner owner, Func<HomeLink, CancellationToken, Task<string?>> ask,
        CancellationToken cancellation)
    {
        string at = address;
        for (int hops = 0; hops <= MostHops; hops++)
        {
            TimeSpan patience = at == _doubted ? options.StallTimeout : Timeout.InfiniteTimeSpan;
            using var hurry = new CancellationTokenSource(patience, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(hurry.Token, cancellation);
            HomeLink link = await ConnectAsync(at, owner, both.Token).ConfigureAwait(false);
            string? elsewhere = await AskAsync(link, ask, both.Token).ConfigureAwait(false);
            if (elsewhere is null) return (at, link);
            link.Link.Close("the graph is at home elsewhere");
            if (elsewhere.Length == 0) throw new WireException($"{at} knows of no home of the graph yet");
            at = elsewhere;
        }

        throw new WireException($"sent on {MostHops} times, at last to {at}, without finding the graph's home");
    }

    private async Task<HomeLink> ConnectAsync(string address, ILinkOwner owner, CancellationToken cancellation)
    {
        var link = new HomeLink(owner);
        link.Link = await links.ConnectAsync(address, link, cancellation).ConfigureAwait(false);
        return link;
    }

    private static async Task<string?> AskAsync(
        HomeLink link, Func<HomeLink, CancellationToken, Task<string?>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask(link, cancellation).ConfigureAwait(false);
        }
        catch
        {
            link.Link.Close("the client does not wait any longer for the graph");
            throw;
        }
    }

    private UnreachableException Unreachable(string what) => new(
        $"{what} could not be reached for {options.GiveUpAfter} ({nameof(ClientOptions.GiveUpAfter)}): "
        + string.Join("; ", _reasons.Select(reason => $"{reason.Key}: {reason.Value}"))
        + "; see whether these members run, or give other addresses");

    private sealed class Nobody : ILinkOwner
    {
        public void Answered(
            HomeLink link, Nodes.Wire.Protocol.ClientAnswer answer, IReadOnlyList<NdArray> arrays)
        {
        }

        public void Lost(HomeLink link, string reason)
        {
        }
    }
}

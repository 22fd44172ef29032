using Dataflow.TestKit;

namespace Dataflow.Processes;

/// <summary>
/// A client that assigns 1, 2, 3 and so on to a variable of its own. After each acknowledgement it evaluates, and finds
/// just that number: not an older one, since it was acknowledged, and not another, since nobody else assigns.
/// </summary>
internal sealed class Counter : IAsyncDisposable
{
    private readonly LazyArray<double> _x;
    private readonly LazyArray<double> _twice;
    private readonly SemaphoreSlim _acknowledged = new(0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task<int> _counting;

    public Counter(Context flow, string variable)
    {
        _x = flow.Variable<double>(variable);
        _twice = _x * 2;
        _counting = CountAsync();
    }

    /// <summary>Waits for a few assignments that begin after this is called.</summary>
    public async Task MoreAsync()
    {
        while (await _acknowledged.WaitAsync(TimeSpan.Zero))
        {
        }

        for (int i = 0; i < 3; i++)
        {
            Task more = _acknowledged.WaitAsync();
            if (await Task.WhenAny(more, _counting).WaitAsync(HostOutput.Patience) != more) await _counting;
        }
    }

    /// <summary>Stops after the assignment that is under way.</summary>
    /// <returns>The last number that was acknowledged.</returns>
    public async Task<int> StopAsync()
    {
        await _end.CancelAsync();
        return await _counting.WaitAsync(HostOutput.Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await ((Task)_counting).WaitAsync(HostOutput.Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _acknowledged.Dispose();
    }

    private async Task<int> CountAsync()
    {
        int last = 0;
        while (!_end.IsCancellationRequested)
        {
            await _x.AssignAsync(NdArray<double>.Scalar(++last));
            Assert.Equal(2 * last, (await _twice.EvalAsync()).ToScalar());
            _acknowledged.Release();
        }

        return last;
    }
}

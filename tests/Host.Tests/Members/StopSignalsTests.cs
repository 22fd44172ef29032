using System.IO.Pipelines;
using Dataflow.Host.Members;

namespace Dataflow.Host.Tests.Members;

/// <summary>Who is asked to stop before anything has begun stops at once.</summary>
public sealed class StopSignalsTests : IDisposable
{
    private readonly StopSignals _signals = new();
    private readonly Pipe _input = new();

    public void Dispose() => _signals.Dispose();

    [Fact]
    public async Task AskedEarly_BeforeAnybodyHeeds_IsDone()
    {
        await AskAsync();
        await _signals.AskedEarly;
        Assert.Equal(0, await _signals.Asked);
    }

    [Fact]
    public async Task AskedEarly_WhenSomebodyHeeds_IsLeftToHim()
    {
        _signals.Heed();
        await AskAsync();
        Assert.Equal(0, await _signals.Asked);
        Assert.False(_signals.AskedEarly.IsCompleted);
    }

    private async Task AskAsync()
    {
        await _input.Writer.CompleteAsync();
        await _signals.WatchAsync(_input.Reader.AsStream());
    }
}

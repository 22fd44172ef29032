using System.Threading.Channels;
using Dataflow.Nodes.Wire;

namespace Dataflow.TestKit.Links;

/// <summary>Keeps what it reads until a test takes it; blocks in its first letter while its gate is shut.</summary>
internal sealed class RecordingReader : ILinkReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<IReadOnlyList<Letter>> _batches = Channel.CreateUnbounded<IReadOnlyList<Letter>>();
    private readonly Queue<Letter> _letters = new();
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>While this is not set, a call to this reader does not return.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    /// <summary>What is done, on the reading thread, before letters are kept.</summary>
    public Action<ILink, IReadOnlyList<Letter>>? OnReceived { get; set; }

    public bool IsClosed => _closed.Task.IsCompleted;

    public void Received(ILink link, IReadOnlyList<Letter> letters)
    {
        Assert.False(IsClosed, "letters came after the link was closed");
        OnReceived?.Invoke(link, letters);
        _batches.Writer.TryWrite(letters);
        Gate.Wait();
    }

    public void Closed(ILink link, string reason)
    {
        Assert.True(_closed.TrySetResult(reason), "a link was closed twice");
        _batches.Writer.Complete();
    }

    /// <summary>The letters that came together next.</summary>
    public async Task<IReadOnlyList<Letter>> NextBatchAsync() =>
        await _batches.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>The next letter.</summary>
    public async Task<Letter> NextAsync()
    {
        while (_letters.Count == 0)
        {
            foreach (Letter letter in await NextBatchAsync()) _letters.Enqueue(letter);
        }

        return _letters.Dequeue();
    }

    /// <summary>Why the link was closed; waits until it is.</summary>
    public Task<string> WhenClosedAsync() => _closed.Task.WaitAsync(Patience);
}

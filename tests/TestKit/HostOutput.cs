namespace Dataflow.TestKit;

/// <summary>The lines that a process prints; tests wait for them. Safe for any number of threads.</summary>
internal sealed class HostOutput
{
    /// <summary>Ends a broken test, decides nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly List<string> _all = [];
    private readonly LinkedList<string> _unread = new();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isEnded;

    public string Text
    {
        get
        {
            lock (_gate) return string.Join('\n', _all);
        }
    }

    public void Add(string? line, bool isError)
    {
        if (line is null) return;
        lock (_gate)
        {
            _all.Add(isError ? $"(error) {line}" : line);
            _unread.AddLast(line);
            Wake();
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            Wake();
        }
    }

    /// <summary>Waits for the first line with a text that no test has taken yet, and takes it.</summary>
    public async Task<string> LineAsync(string text)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (Take(text) is { } line) return line;
                if (_isEnded)
                    throw new InvalidOperationException($"expected a line with '{text}'; it ended and said:\n{Text}");
                more = _more.Task;
            }

            await WaitAsync(more, text);
        }
    }

    private async Task WaitAsync(Task more, string text)
    {
        try
        {
            await more.WaitAsync(Patience);
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"expected a line with '{text}'; it said until now:\n{Text}", error);
        }
    }

    private string? Take(string text)
    {
        for (LinkedListNode<string>? node = _unread.First; node is not null; node = node.Next)
        {
            if (!node.Value.Contains(text, StringComparison.Ordinal)) continue;
            _unread.Remove(node);
            return node.Value;
        }

        return null;
    }

    private void Wake()
    {
        _more.TrySetResult();
        _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

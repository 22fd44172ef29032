using System.Collections.Concurrent;
using Dataflow.Nodes.Wire;

namespace Dataflow.Benchmarks.Wire;

/// <summary>Counts what comes, drops it, and lets one thread wait for it.</summary>
internal sealed class WireReader : ILinkReader
{
    private readonly BlockingCollection<Letter> _letters = [];

    /// <summary>While it is reset, reading stands still.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    public void Received(ILink link, IReadOnlyList<Letter> letters)
    {
        Gate.Wait();
        foreach (Letter letter in letters)
        {
            letter.Drop();
            _letters.Add(letter);
        }
    }

    public void Closed(ILink link, string reason)
    {
        Console.Error.WriteLine(reason);
        _letters.CompleteAdding();
    }

    public Letter Next() => _letters.Take();
}

using System.Collections.Concurrent;
using Dataflow.Nodes.Wire;

namespace Dataflow.Benchmarks.Wire;

/// <summary>Counts what comes, drops it, and lets one thread wait for it.</summary>
internal sealed class WireReader : ILinkReader
{
    private readonly BlockingCollection<Letter> _letters = [];
    private int _echoes;

    /// <summary>While it is reset, reading stands still.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    public void Received(ILink link, IReadOnlyList<Letter> letters)
    {
        Gate.Wait();
        foreach (Letter letter in letters)
        {
            if (_echoes > 0 && --_echoes > 0)
            {
                link.Send([letter]);
                continue;
            }

            letter.Drop();
            _letters.Add(letter);
        }
    }

    public void Closed(ILink link, string reason)
    {
        Console.Error.WriteLine(reason);
        _letters.CompleteAdding();
    }

    /// <summary>Sends a letter and lets it go to and fro so often, as actors would: who reads it answers.</summary>
    public void PingPong(ILink link, Letter letter, int times)
    {
        _echoes = times;
        link.Send([letter]);
        Next();
    }

    public Letter Next() => _letters.Take();
}

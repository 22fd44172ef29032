using Dataflow.Benchmarks.Peers;
using Dataflow.Nodes.Kernels;

namespace Dataflow.Benchmarks.Comparing;

/// <summary>Measures comparisons: our side and the peers take turns, so that all see the same weather.</summary>
/// <param name="peers">Who can be asked.</param>
/// <param name="milliseconds">How long a side measures at each of its turns.</param>
/// <param name="only">What a work's title must contain to be measured.</param>
internal sealed class Comparer(AllPeers peers, int milliseconds, string only = "")
{
    /// <summary>Whether somebody wants to know.</summary>
    public bool IsAsked(string work) => work.Contains(only, StringComparison.OrdinalIgnoreCase);

    /// <summary>The rows of those that are asked for, one after the other.</summary>
    public IEnumerable<ResultRow> Rows(IEnumerable<Comparison> comparisons) =>
        comparisons.Where(comparison => IsAsked(comparison.Work))
            .Select(comparison => ResultRow.Of(Measure(comparison)));

    public ComparedRow Measure(Comparison comparison)
    {
        Work? work = comparison.Ours();
        Sampler? ours = work is null ? null : WithThreads(comparison, () => new Sampler(work));
        var answers = new Dictionary<string, List<PeerAnswer>>(StringComparer.Ordinal);
        var own = new List<PeerAnswer>();
        for (int round = 0; round < comparison.Rounds; round++)
        {
            if (ours is not null) own.Add(WithThreads(comparison, () => ours.Measure(milliseconds)));
            foreach (string name in comparison.Peers) Ask(comparison, name, answers);
        }

        return new(
            comparison,
            own.Count == 0 ? null : PeerAnswer.Merge(own),
            answers.ToDictionary(pair => pair.Key, pair => PeerAnswer.Merge(pair.Value), StringComparer.Ordinal))
        {
            NotInstalled = [.. comparison.Peers.Where(name => !peers[name].IsInstalled)],
        };
    }

    private void Ask(Comparison comparison, string name, Dictionary<string, List<PeerAnswer>> answers)
    {
        if (peers[name].Ask(comparison.Request, milliseconds) is not { } answer) return;
        if (!answers.TryGetValue(name, out List<PeerAnswer>? list)) answers.Add(name, list = []);
        list.Add(answer);
    }

    private static TResult WithThreads<TResult>(Comparison comparison, Func<TResult> measure)
    {
        int threads = Team.Threads;
        Team.Threads = comparison.Request.Threads;
        try
        {
            return measure();
        }
        finally
        {
            Team.Threads = threads;
        }
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Dataflow.Host.Output;
using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Scripts;

/// <summary>What an evaluation took.</summary>
/// <param name="Elapsed">From the request to its answer.</param>
/// <param name="Ran">How many nodes ran.</param>
/// <param name="StillValid">How many were valid before and did not have to run.</param>
internal readonly record struct EvaluationWork(TimeSpan Elapsed, int Ran, int StillValid);

/// <summary>Shows an evaluation's progress, counts its work, and tells its errors by the script's own names.</summary>
/// <param name="context">Whose nodes are evaluated.</param>
/// <param name="console">Where progress is shown.</param>
/// <param name="nameOf">What the script calls the node of a number; null when it has no name.</param>
internal sealed partial class EvaluationWatch(Context context, HostConsole console, Func<int, string?> nameOf)
{
    /// <exception cref="FailureException">The evaluation failed.</exception>
    public async Task<EvaluationWork> RunAsync(IReadOnlyList<NameUse> names, LazyArray[] nodes, Func<Task> evaluate)
    {
        string what = string.Join(", ", names.Select(name => name.Name));
        RunCounter counter = new(context, nodes);
        using Progress progress = Progress.Start(console, () => $"evaluating {what}: {counter.Count().Ran} nodes ran");
        long started = console.Time.GetTimestamp();
        try
        {
            await evaluate();
        }
        catch (DataflowException error)
        {
            throw new FailureException(names[0].At, $"evaluating {what}{Within(error)}: {error.Message}", error);
        }

        TimeSpan elapsed = console.Time.GetElapsedTime(started);
        (int ran, int stillValid) = counter.Count();
        return new EvaluationWork(elapsed, ran, stillValid);
    }

    /// <summary>The first named formula on the way from the node that failed to the one that was asked for.</summary>
    private string Within(DataflowException error)
    {
        if (error is not EvaluationException failed) return "";
        string? name = NodeNumber().Matches(failed.Path)
            .Select(match => nameOf(int.Parse(match.ValueSpan[1..], NumberStyles.None, CultureInfo.InvariantCulture)))
            .FirstOrDefault(found => found is not null);
        return name is null ? "" : $", in '{name}'";
    }

    [GeneratedRegex("#[0-9]{1,9}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NodeNumber();
}

namespace Dataflow.Host.Scripts;

/// <summary>Counts which nodes ran between two looks at them, and which were still valid and did not have to.</summary>
internal sealed class RunCounter(Context context, LazyArray[] nodes)
{
    private readonly Dictionary<int, NodeReport> _before = context.Report(nodes).ToDictionary(report => report.Id);

    /// <summary>How many nodes ran since this was made, and how many were valid then and did not run.</summary>
    public (int Ran, int StillValid) Count()
    {
        int ran = 0;
        int stillValid = 0;
        foreach (NodeReport now in context.Report(nodes))
        {
            NodeReport? before = _before.GetValueOrDefault(now.Id);
            if (now.Runs > (before?.Runs ?? 0)) ran++;
            else if (before is { IsValid: true }) stillValid++;
        }

        return (ran, stillValid);
    }
}

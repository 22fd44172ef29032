using Dataflow.Host.Members;

namespace Dataflow.Host.LocalCluster;

/// <summary>A cluster on this machine: starts its members, the seed first, and stops them together.</summary>
internal sealed class ClusterRunner(
    IReadOnlyList<PlannedMember> plan, ClusterOutput output, StopSignals signals, bool isRestarted)
{
    /// <summary>How long members may take to stop; it is above what each takes by default.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <returns>The exit code: of a member that cannot go on, its own.</returns>
    public async Task<int> RunAsync()
    {
        signals.Heed();
        using HttpClient http = new();
        using CancellationTokenSource stop = new();
        using CancellationTokenSource kill = new();
        List<Task<int>> running = [];
        using CancellationTokenRegistration atOnce = signals.AtOnce.Register(kill.Cancel);
        foreach (PlannedMember member in plan)
        {
            KeptMember kept = new(member, output, http, isRestarted);
            running.Add(kept.RunAsync(stop.Token, kill.Token));
            // The others join by the seed; and a member that cannot start should be told of before the next one.
            if (!await IsReadyAsync(kept, running)) break;
            if (running.Count == plan.Count)
                output.Say($"cluster ready: {string.Join(',', plan.Select(it => it.Address))}");
        }

        Task<int> ended = await Task.WhenAny([signals.Asked, .. running]);
        await stop.CancelAsync();
        await StoppedAsync(Task.WhenAll(running), kill);
        return await ended;
    }

    private async Task<bool> IsReadyAsync(KeptMember kept, List<Task<int>> running)
    {
        Task first = await Task.WhenAny([kept.Ready, signals.Asked, .. running]);
        return first == kept.Ready;
    }

    private async Task StoppedAsync(Task stopped, CancellationTokenSource kill)
    {
        try
        {
            await stopped.WaitAsync(Patience, output.Time);
        }
        catch (TimeoutException)
        {
            output.Fail($"not all members stopped within {Patience.TotalSeconds} s; they are killed");
            await kill.CancelAsync();
            await stopped;
        }
    }
}

using System.Globalization;
using System.Net;

namespace Dataflow.Host.LocalCluster;

/// <summary>A member's process, started again when it dies.</summary>
internal sealed class KeptMember(PlannedMember plan, ClusterOutput output, HttpClient http, bool isRestarted)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShortestBreak = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBreak = TimeSpan.FromSeconds(30);

    /// <summary>A life of this length was none that the next start should wait for.</summary>
    private static readonly TimeSpan LongLife = TimeSpan.FromMinutes(1);

    /// <summary>What a process leaves that SIGTERM has ended.</summary>
    private const int Terminated = 128 + 15;

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when it is ready for the first time.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Runs until the member is to stop, or cannot go on.</summary>
    /// <param name="stop">Asks it to stop.</param>
    /// <param name="kill">Ends it at once.</param>
    /// <returns>The exit code: of a member that cannot go on, its own.</returns>
    public async Task<int> RunAsync(CancellationToken stop, CancellationToken kill)
    {
        TimeSpan pause = ShortestBreak;
        while (true)
        {
            long started = output.Time.GetTimestamp();
            int code = await LiveAsync(stop, kill);
            // A terminal interrupts all its processes, and the member's end may be known before the wish to stop.
            if (code == ExitCode.Interrupted) return code;
            // Likewise one that was to stop so early that it could not say how.
            if (stop.IsCancellationRequested || (code == Terminated && !_ready.Task.IsCompleted))
                return ExitCode.Success;
            if (!isRestarted || !_ready.Task.IsCompleted || code is ExitCode.Usage or ExitCode.StoreDamaged)
                return Ended(code);
            if (output.Time.GetElapsedTime(started) > LongLife) pause = ShortestBreak;
            output.Say($"{plan.Name} ended unexpectedly, {Text(code)}; it starts again in {pause.TotalSeconds} s");
            if (!await PauseAsync(pause, stop)) return ExitCode.Success;
            pause = Min(2 * pause, LongestBreak);
        }
    }

    private int Ended(int code)
    {
        output.Fail($"{plan.Name} ended, {Text(code)}, and is not started again; what it said is above");
        return code == ExitCode.Success ? ExitCode.Failure : code;
    }

    private async Task<int> LiveAsync(CancellationToken stop, CancellationToken kill)
    {
        IReadOnlyList<string> arguments = _ready.Task.IsCompleted ? plan.Arguments : plan.FirstArguments;
        using MemberProcess process = new(arguments, line => output.Relay(plan.Name, line));
        output.Say($"{plan.Name} is process {process.Id} at {plan.Address}, health at {plan.Health}");
        using CancellationTokenRegistration asking = stop.Register(process.AskToStop);
        using CancellationTokenRegistration killing = kill.Register(process.Kill);
        await WaitUntilReadyAsync(process.Exited);
        return await process.Exited;
    }

    private async Task WaitUntilReadyAsync(Task exited)
    {
        using PeriodicTimer timer = new(Beat, output.Time);
        while (!exited.IsCompleted)
        {
            if (await IsReadyAsync())
            {
                if (!_ready.TrySetResult()) output.Say($"{plan.Name} is ready again");
                return;
            }

            await Task.WhenAny(exited, timer.WaitForNextTickAsync().AsTask());
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri($"{plan.Health}/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <returns>Whether it is over, and not the wish to stop came first.</returns>
    private async Task<bool> PauseAsync(TimeSpan pause, CancellationToken stop)
    {
        using PeriodicTimer timer = new(pause, output.Time);
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static string Text(int code) => code > 128 && code != ExitCode.Interrupted
        ? string.Create(CultureInfo.InvariantCulture, $"killed by signal {code - 128}")
        : string.Create(CultureInfo.InvariantCulture, $"exit code {code}");

    private static TimeSpan Min(TimeSpan x, TimeSpan y) => x < y ? x : y;
}

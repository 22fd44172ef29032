using Dataflow.Host.Options;
using Dataflow.Host.Output;
using Dataflow.Nodes.Storage;
using Microsoft.Extensions.Logging;

namespace Dataflow.Host.Members;

/// <summary>The process around a member: listens, joins, waits until it is to stop, leaves.</summary>
internal sealed partial class MemberHost(
    HostOptions options, StopSignals signals, HostConsole console,
    Func<HostOptions, TimeProvider, ILoggerFactory, IMemberService> create)
{
    /// <summary>Runs until it is to stop.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        await using HealthServer health = new(options);
        ILogger log = health.Logs.CreateLogger("Dataflow.Member");
        try
        {
            await using IMemberService member = create(options, console.Time, health.Logs);
            health.Tell(member);
            await health.StartAsync();
            return await RunAsync(member, health, log);
        }
        catch (Exception error) when (CodeOf(error) is { } code)
        {
            Failed(log, options.Member.Name, code, error.Message);
            console.WriteError(error.Message);
            return code;
        }
    }

    private async Task<int> RunAsync(IMemberService member, HealthServer health, ILogger log)
    {
        signals.Heed();
        using CancellationTokenSource giveUp = new();
        Task starting = member.StartAsync(giveUp.Token);
        await Task.WhenAny(starting, signals.Asked);
        if (!starting.IsCompleted)
        {
            await giveUp.CancelAsync();
            await starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return await signals.Asked;
        }

        await starting;
        Ready(log, options.Member.Name, member.Address.ToString(), health.Address?.ToString(), member.Epoch);
        await Task.WhenAny(member.Stopped, signals.Asked);
        if (member.Stopped.IsCompleted) await member.Stopped;
        int code = await signals.Asked;
        await LeaveAsync(member, log);
        return code;
    }

    private async Task LeaveAsync(IMemberService member, ILogger log)
    {
        Leaving(log, options.Member.Name, options.Member.StopTime.TotalSeconds);
        using CancellationTokenSource late = new(options.Member.StopTime, console.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, signals.AtOnce);
        try
        {
            await member.LeaveAsync(end.Token);
            Left(log, options.Member.Name);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            string why = late.IsCancellationRequested ? "member:stopSeconds is over" : "it was interrupted again";
            LeftEarly(log, options.Member.Name, why);
        }
    }

    /// <summary>The exit code of what a user can mend; null for a fault of ours, which needs its stack.</summary>
    private static int? CodeOf(Exception error) => error switch
    {
        BindException bind => bind.Code,
        MemberRefusedException => ExitCode.Refused,
        StoreDamagedException => ExitCode.StoreDamaged,
        DataflowException or IOException or UnauthorizedAccessException => ExitCode.Failure,
        _ => null,
    };

    [LoggerMessage(1, LogLevel.Information, "ready: member {Member} at {Address}, health at {Health}, epoch {Epoch}")]
    private static partial void Ready(ILogger log, string member, string address, string? health, long epoch);

    [LoggerMessage(2, LogLevel.Information, "leaving: member {Member} hands its nodes over, in at most {Seconds} s")]
    private static partial void Leaving(ILogger log, string member, double seconds);

    [LoggerMessage(3, LogLevel.Information, "left: member {Member}")]
    private static partial void Left(ILogger log, string member);

    [LoggerMessage(4, LogLevel.Warning, "left early: member {Member} did not hand over all its nodes: {Why}")]
    private static partial void LeftEarly(ILogger log, string member, string why);

    [LoggerMessage(5, LogLevel.Critical, "failed: member {Member} ends with exit code {Code}: {Error}")]
    private static partial void Failed(ILogger log, string member, int code, string error);
}

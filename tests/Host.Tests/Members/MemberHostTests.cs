using System.Globalization;
using System.IO.Pipelines;
using Dataflow.Host.Members;
using Dataflow.Host.Options;
using Dataflow.Host.Output;
using Dataflow.Nodes.Storage;

namespace Dataflow.Host.Tests.Members;

/// <summary>The process around a member, in this process and with a member that does what it is told.</summary>
public sealed class MemberHostTests : IDisposable
{
    private readonly StringWriter _errors = new(CultureInfo.InvariantCulture);
    private readonly Pipe _input = new();
    private readonly StopSignals _signals = new();
    private readonly ManualTime _time = new();

    public MemberHostTests() => _ = _signals.WatchAsync(_input.Reader.AsStream());

    public void Dispose()
    {
        _signals.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task Run_AskedToStop_LeavesAndSucceeds()
    {
        bool hasLeft = false;
        FakeMember member = new()
        {
            Leave = _ =>
            {
                hasLeft = true;
                return Task.CompletedTask;
            },
        };
        Task<int> running = RunAsync(member);
        await member.Started.Task;
        await _input.Writer.CompleteAsync();

        Assert.Equal((0, true, true), (await running, hasLeft, member.IsDisposed));
        Assert.Equal("", _errors.ToString());
    }

    [Fact]
    public async Task Run_AskedToStopWhileItStarts_GivesUp()
    {
        FakeMember member = new() { Start = cancellation => Never.ComesAsync(cancellation) };
        Task<int> running = RunAsync(member);
        await member.Started.Task;
        await _input.Writer.CompleteAsync();

        Assert.Equal((0, true), (await running, member.IsDisposed));
    }

    [Fact]
    public async Task Run_LeavingTakesTooLong_EndsNevertheless()
    {
        TaskCompletionSource leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeMember member = new()
        {
            Leave = cancellation =>
            {
                leaving.SetResult();
                return Never.ComesAsync(cancellation);
            },
        };
        Task<int> running = RunAsync(member);
        await _input.Writer.CompleteAsync();
        await leaving.Task;
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task Run_RefusedByTheCluster_TellsSo() => await FailsAsync(
        4, "the name 'a' is taken", new FakeMember
        {
            Start = _ => Task.FromException(new MemberRefusedException("the name 'a' is taken")),
        });

    [Fact]
    public async Task Run_StoreDamaged_TellsSo() => await FailsAsync(
        5, "log 'g' is damaged", new FakeMember
        {
            Start = _ => Task.FromException(new StoreDamagedException("log 'g' is damaged")),
        });

    [Fact]
    public async Task Run_MemberFails_TellsSo()
    {
        FakeMember member = new();
        member.Fail(new IOException("the disk is full"));

        await FailsAsync(1, "the disk is full", member);
    }

    private async Task FailsAsync(int code, string message, FakeMember member)
    {
        Assert.Equal((code, true), (await RunAsync(member), member.IsDisposed));
        Assert.Equal($"error: {message}{Environment.NewLine}", _errors.ToString());
    }

    private Task<int> RunAsync(FakeMember member)
    {
        HostOptions options = OptionsReader.Read(ArgumentSettings.Read(
            ["--health:listen=off", "--logging:level=none"]));
        HostConsole console = new(TextWriter.Null, _errors, _time, IsTerminal: false);
        return new MemberHost(options, _signals, console, (_, _, _) => member).RunAsync();
    }
}

using System.Diagnostics;
using Dataflow.TestKit;

namespace Dataflow.Processes;

/// <summary>SIGTERM and Ctrl-C at times and places where nobody expects them.</summary>
public sealed class SignalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Its options come from a pipe, and nobody writes into it: so it is still at its very beginning.</summary>
    [Fact]
    public async Task Terminate_BeforeAMemberHasReadItsOptions_EndsWithZero()
    {
        string pipe = MakePipe("config.json");
        await using HostProcess member = HostProcess.Start("host", "--config", pipe);
        await OpenedAsync(member, pipe);
        member.Stop();
        Assert.Equal(0, await member.Exited);
    }

    [Fact]
    public async Task Terminate_WhileAMemberLooksForItsCluster_EndsWithZero()
    {
        await using HostProcess member = HostProcess.Start(
            "host", "--member:listen=tcp://127.0.0.1:0", "--health:listen=off", "--cluster:seed=tcp://127.0.0.1:1");
        await member.LineAsync("has no link to tcp://127.0.0.1:1");
        member.Stop();
        Assert.Equal(0, await member.Exited);
    }

    [Fact]
    public async Task Terminate_AsSoonAsAClusterBegins_EndsWithZero()
    {
        await using HostProcess cluster = HostProcess.Start("cluster", "--members", "2", "--port", "0");
        await cluster.LineAsync("m1 is process ");
        cluster.Stop();
        Assert.Equal(0, await cluster.Exited);
    }

    [Theory]
    [InlineData("run", true)]
    [InlineData("run", false)]
    [InlineData("eval", true)]
    [InlineData("eval", false)]
    public async Task Stop_WhileAPipeThatNeverEndsIsRead_Ends(string verb, bool isInterrupted)
    {
        string pipe = MakePipe("numbers.csv");
        string script = Path.Combine(_folder.Path, "test.flow");
        await File.WriteAllTextAsync(script, "x = load(\"numbers.csv\")\nprint x\n");
        string[] arguments = verb == "run" ? ["run", script] : ["eval", "sum(x)", "--let", $"x={pipe}"];
        await using HostProcess process = HostProcess.Start(arguments);
        await OpenedAsync(process, pipe);
        if (isInterrupted) process.Interrupt();
        else process.Stop();
        Assert.NotEqual(0, await process.Exited);
    }

    [Fact]
    public async Task Stop_WhileAScriptThatNeverEndsIsRead_Ends()
    {
        string pipe = MakePipe("endless.flow");
        await using HostProcess process = HostProcess.Start("run", pipe);
        await OpenedAsync(process, pipe);
        process.Stop();
        Assert.NotEqual(0, await process.Exited);
    }

    private string MakePipe(string name)
    {
        string path = Path.Combine(_folder.Path, name);
        using Process made = Process.Start("mkfifo", path);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
        return path;
    }

    /// <summary>Opening a pipe for writing waits until somebody opens it for reading; then it stays open.</summary>
    private static async Task OpenedAsync(HostProcess process, string pipe)
    {
        // Not on a thread of the pool: it waits in the system.
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var opening = new Thread(() =>
        {
            var writer = new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            opened.SetResult();
            process.Exited.ContinueWith(_ => writer.Dispose(), TaskScheduler.Default);
        })
        { IsBackground = true };
        opening.Start();
        await opened.Task.WaitAsync(HostOutput.Patience);
    }
}

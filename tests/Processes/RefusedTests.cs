using System.Net;
using System.Net.Sockets;
using Dataflow.TestKit;

namespace Dataflow.Processes;

/// <summary>What cannot work is said at once, with the reason.</summary>
public sealed class RefusedTests
{
    [Fact]
    public async Task Start_NameThatIsTaken_SaysByWhom()
    {
        await using HostProcess seed = await HostProcess.StartMemberAsync("a");
        await using HostProcess second = HostProcess.Start(
            "host", "--member:name=a", "--member:listen=tcp://127.0.0.1:0", "--health:listen=off",
            $"--cluster:seed={seed.Address}");

        await second.LineAsync($"there is already a member named 'a' at {seed.Address}: give this one another name");
        Assert.Equal(4, await second.Exited);
    }

    [Fact]
    public async Task Start_PortInUse_SaysWhichAndWhatToDo()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        await using HostProcess member = HostProcess.Start(
            "host", $"--member:listen=tcp://{taken.LocalEndpoint}", "--health:listen=off");

        await member.LineAsync("error: member:listen: another process listens on port ");
        Assert.Equal(3, await member.Exited);
    }

    [Fact]
    public async Task Eval_OnAMemberThatIsNotThere_SaysWhoIs()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(["a", "b"]);
        Context flow = await cluster.OpenAsync("g", "b");
        LazyArray<double> x = flow.Variable<double>("x"), plain = x + 1;
        await x.AssignAsync(NdArray<double>.Scalar(1));

        LazyArray<double> misplaced;
        using (flow.On("nobody")) misplaced = x + 2;

        DataflowException error = await Assert.ThrowsAnyAsync<DataflowException>(() => misplaced.EvalAsync());
        Assert.Contains("there is no member 'nobody'; the members are a, b", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await plain.EvalAsync()).ToScalar());
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dataflow.TestKit;

namespace Dataflow.Host.Tests.LocalCluster;

/// <summary>`dataflow cluster` and its members as real processes.</summary>
public sealed class ClusterProcessTests
{
    [Fact]
    public async Task Stop_Terminated_StopsAllMembers()
    {
        await using HostProcess cluster = Start("--members", "2");
        Process[] members = [await MemberAsync(cluster, "m1"), await MemberAsync(cluster, "m2")];
        string line = await cluster.LineAsync("cluster ready: ");
        cluster.Stop();

        Assert.Equal(2, line.Split(',').Length);
        Assert.Equal(0, await cluster.Exited);
        await AllEndAsync(members);
        Assert.Contains("m1 | ", cluster.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill_TheCluster_LeavesNoMemberBehind()
    {
        await using HostProcess cluster = Start("--members", "2");
        Process[] members = [await MemberAsync(cluster, "m1"), await MemberAsync(cluster, "m2")];
        await cluster.LineAsync("cluster ready: ");
        cluster.Kill();

        await AllEndAsync(members);
    }

    [Fact]
    public async Task Kill_AMember_ItStartsAgain()
    {
        await using HostProcess cluster = Start("--members", "2", "--exit-when-stdin-closes");
        using Process member = await MemberAsync(cluster, "m2");
        await cluster.LineAsync("cluster ready: ");
        member.Kill();

        await cluster.LineAsync("m2 ended unexpectedly, killed by signal 9; it starts again in 1 s");
        using Process again = await MemberAsync(cluster, "m2");
        await cluster.LineAsync("m2 is ready again");
        cluster.CloseInput();
        Assert.Equal(0, await cluster.Exited);
    }

    [Fact]
    public async Task Kill_AMemberWithoutRestart_EndsTheCluster()
    {
        await using HostProcess cluster = Start("--members", "2", "--no-restart");
        using Process member = await MemberAsync(cluster, "m2");
        await cluster.LineAsync("cluster ready: ");
        member.Kill();

        await cluster.LineAsync("error: m2 ended, killed by signal 9, and is not started again");
        Assert.Equal(137, await cluster.Exited);
    }

    [Fact]
    public async Task Start_PortInUse_EndsTheCluster()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await using HostProcess cluster = HostProcess.Start("cluster", "--members", "1", "--port", port);

        await cluster.LineAsync($"another process listens on port {port} ");
        Assert.Equal(3, await cluster.Exited);
    }

    private static HostProcess Start(params string[] options) =>
        HostProcess.Start(["cluster", "--port", "0", .. options]);

    /// <summary>The process of a member, from the line that the cluster prints when it starts one.</summary>
    private static async Task<Process> MemberAsync(HostProcess cluster, string name)
    {
        string line = await cluster.LineAsync($"{name} is process ");
        return Process.GetProcessById(int.Parse(line.Split(' ')[3], CultureInfo.InvariantCulture));
    }

    private static async Task AllEndAsync(Process[] members)
    {
        foreach (Process member in members)
        {
            await member.WaitForExitAsync().WaitAsync(HostOutput.Patience);
            member.Dispose();
        }
    }
}

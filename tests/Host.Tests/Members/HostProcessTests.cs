using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dataflow.TestKit;

namespace Dataflow.Host.Tests.Members;

/// <summary>`dataflow host` as a real process.</summary>
public sealed class HostProcessTests
{
    [Fact]
    public async Task Stop_Terminated_LeavesAndExitsWithSuccess()
    {
        await using HostProcess member = await HostProcess.StartMemberAsync("a");
        member.Stop();

        Assert.Contains("left: member a", await member.LineAsync("\"EventId\":3,"), StringComparison.Ordinal);
        Assert.Equal(0, await member.Exited);
    }

    [Fact]
    public async Task Stop_Interrupted_LeavesAndSaysSo()
    {
        await using HostProcess member = await HostProcess.StartMemberAsync("a");
        member.Interrupt();

        await member.LineAsync("left: member a");
        Assert.Equal(130, await member.Exited);
    }

    [Fact]
    public async Task Stop_InputEnds_LeavesAndExitsWithSuccess()
    {
        await using HostProcess member = await HostProcess.StartMemberAsync("a");
        member.CloseInput();

        await member.LineAsync("left: member a");
        Assert.Equal(0, await member.Exited);
    }

    [Fact]
    public async Task Kill_Ready_IsSeenInTheExitCode()
    {
        await using HostProcess member = await HostProcess.StartMemberAsync("a");
        member.Pause();
        member.Kill();

        Assert.Equal(137, await member.Exited);
    }

    [Fact]
    public async Task Get_HealthOfAProcess_IsReady()
    {
        await using HostProcess member = await HostProcess.StartMemberAsync("a");
        using HttpClient http = new();

        string text = await http.GetStringAsync(new Uri($"{member.Health}/health/ready"));

        Assert.Contains($"\"address\":\"{member.Address}\",\"state\":\"up\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("member:listen", "tcp")]
    [InlineData("health:listen", "http")]
    public async Task Start_PortInUse_TellsWhichAndWhatToDo(string key, string scheme)
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await using HostProcess member = HostProcess.Start(
            "host", "--member:listen=tcp://127.0.0.1:0", "--health:listen=http://127.0.0.1:0",
            $"--{key}={scheme}://127.0.0.1:{port}");

        string line = await member.LineAsync("error: ");

        Assert.Equal(
            $"error: {key}: another process listens on port {port} of 127.0.0.1 already; stop it, or give another "
                + $"port: --{key}={scheme}://127.0.0.1:0 takes a free one", line);
        Assert.Equal(3, await member.Exited);
    }

    [Fact]
    public async Task Start_WrongOptions_TellsEachFault()
    {
        await using HostProcess member = HostProcess.Start("host", "--member:nmae=a", "--member:threads=0");

        await member.LineAsync("error: command line --member:nmae: there is no option 'member:nmae'; did you mean ");
        await member.LineAsync("error: command line --member:threads: member:threads: expected a whole number from ");
        Assert.Equal(2, await member.Exited);
    }

    [Fact]
    public async Task Start_FormatText_LogsText()
    {
        await using HostProcess member = HostProcess.Start(
            "host", "--log-format", "text", "--member:listen", "tcp://127.0.0.1:0", "--health:listen=off");

        Assert.DoesNotContain("{", await member.LineAsync("ready: member "), StringComparison.Ordinal);
        member.Stop();
        Assert.Equal(0, await member.Exited);
    }
}

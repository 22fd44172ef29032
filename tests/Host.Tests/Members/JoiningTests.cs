using Dataflow.TestKit;

namespace Dataflow.Host.Tests.Members;

/// <summary>Real processes that join a cluster, or are not let in.</summary>
public sealed class JoiningTests
{
    [Fact]
    public async Task Join_ASeed_IsAMember()
    {
        await using HostProcess seed = await HostProcess.StartMemberAsync("a");
        await using HostProcess other = await HostProcess.StartMemberAsync(
            "b", seed.Address, listen: null, "--member:roles=edge,compute");

        HostSession.Answer answer = await HostSession.RunAsync("members", "--at", other.Address);

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Matches($"a +{seed.Address} +up ", answer.Out);
        Assert.Matches($"b +{other.Address} +edge,compute +up ", answer.Out);
    }

    [Fact]
    public async Task Leave_AMember_OthersSeeIt()
    {
        await using HostProcess seed = await HostProcess.StartMemberAsync("a");
        await using HostProcess other = await HostProcess.StartMemberAsync("b", seed.Address);
        other.Stop();

        Assert.Equal(0, await other.Exited);
        await seed.LineAsync("b leaving ");
        Assert.DoesNotContain(other.Address, (await HostSession.RunAsync("members", "--at", seed.Address)).Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_TheSeedStartsAgain_TheMemberJoinsAnew()
    {
        await using HostProcess seed = await HostProcess.StartMemberAsync("a");
        await using HostProcess other = await HostProcess.StartMemberAsync("b", seed.Address);
        seed.Kill();
        Assert.Equal(137, await seed.Exited);
        await using HostProcess again = await HostProcess.StartMemberAsync("a", seed: null, seed.Address);

        await other.LineAsync("stops serving as life ");
        await other.LineAsync("b up ");
    }

    [Theory]
    [InlineData("expected cluster 'dataflow', got 'other'", "--cluster:name=other")]
    [InlineData("the token is not this cluster's", "--security:token=guess")]
    public async Task Join_AnotherCluster_IsRefused(string expected, string option)
    {
        await using HostProcess seed = await HostProcess.StartMemberAsync("a");
        await using HostProcess other = Start("b", seed, option);

        string line = await other.LineAsync("error: the cluster does not take member 'b' at tcp://127.0.0.1:");

        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Equal(4, await other.Exited);
    }

    [Fact]
    public async Task Join_NameThatIsTaken_IsRefused()
    {
        await using HostProcess seed = await HostProcess.StartMemberAsync("a");
        await using HostProcess first = await HostProcess.StartMemberAsync("b", seed.Address);
        await using HostProcess second = Start("b", seed);

        await second.LineAsync("error: the cluster does not take member 'b' at tcp://127.0.0.1:");
        Assert.Equal(4, await second.Exited);
    }

    [Fact]
    public async Task Join_NobodyAtTheSeed_IsToldAndTriedAgain()
    {
        await using HostProcess seed = await HostProcess.StartMemberAsync("a");
        seed.Stop();
        Assert.Equal(0, await seed.Exited);
        await using HostProcess other = Start("b", seed);
        await other.LineAsync($"member b has no link to {seed.Address}: ");
        await using HostProcess again = await HostProcess.StartMemberAsync("a", seed: null, seed.Address);

        await other.ReadyAsync();
    }

    private static HostProcess Start(string name, HostProcess seed, params string[] options) => HostProcess.Start(
    [
        "host", $"--member:name={name}", "--member:listen=tcp://127.0.0.1:0", "--health:listen=off",
        $"--cluster:seed={seed.Address}", .. options,
    ]);
}

using System.Diagnostics;
using Dataflow.Benchmarks.Peers;

namespace Dataflow.Benchmarks.Tests.Peers;

public sealed class PeerTests
{
    private static readonly PeerRequest Request = new("chain", 1000, "f64", 1);

    [Fact]
    public void Ask_APeerThatDies_SaysSoAndIsAskedNoMore()
    {
        using Peer peer = Shell("echo ready it, vectors of 256 bits; read line; kill -ILL $$");
        Assert.True(peer.IsInstalled);
        Assert.Equal(256, peer.VectorBits);

        Assert.Null(peer.Ask(Request, 10));

        Assert.True(peer.HasDied);
        Assert.False(peer.IsInstalled);
        Assert.Contains("died of 'chain 1000 f64'", peer.Version, StringComparison.Ordinal);
        Assert.Null(peer.Ask(Request, 10));
    }

    [Fact]
    public void IsInstalled_APeerThatDiesAtItsStart_IsNot()
    {
        using Peer peer = Shell("kill -ILL $$");

        Assert.False(peer.IsInstalled);
        Assert.True(peer.HasDied);
        Assert.Contains("did not start", peer.Version, StringComparison.Ordinal);
    }

    [Fact]
    public void IsInstalled_NoSuchProgram_IsNotAndDidNotDie()
    {
        using Peer peer = new("nobody", () => new ProcessStartInfo("no-such-program-here"));

        Assert.False(peer.IsInstalled);
        Assert.False(peer.HasDied);
        Assert.Equal("not installed", peer.Version);
    }

    private static Peer Shell(string script) => new("shell", () => new ProcessStartInfo("bash", ["-c", script]));
}

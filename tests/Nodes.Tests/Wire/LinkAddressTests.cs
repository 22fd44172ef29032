using Dataflow.Nodes.Wire;

namespace Dataflow.Nodes.Tests.Wire;

public sealed class LinkAddressTests
{
    [Theory]
    [InlineData("tcp://localhost:4711", "localhost", 4711)]
    [InlineData("tcp://10.0.0.1:0", "10.0.0.1", 0)]
    [InlineData("tcp://node-3.example.org:65535", "node-3.example.org", 65535)]
    [InlineData("tcp://[::1]:4711", "::1", 4711)]
    [InlineData("tcp://[fe80::2]:1", "fe80::2", 1)]
    public void Parse_OfAnAddress_IsHostAndPort(string text, string host, int port)
    {
        LinkAddress address = LinkAddress.Parse(text);
        Assert.Equal((host, port), (address.Host, address.Port));
        Assert.Equal(text, address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:4711")]
    [InlineData("http://localhost:4711")]
    [InlineData("TCP://localhost:4711")]
    [InlineData("tcp://localhost")]
    [InlineData("tcp://:4711")]
    [InlineData("tcp://localhost:")]
    [InlineData("tcp://localhost:65536")]
    [InlineData("tcp://localhost:-1")]
    [InlineData("tcp://localhost:+1")]
    [InlineData("tcp://localhost: 1")]
    [InlineData("tcp://localhost:4711/x")]
    public void Parse_OfNoAddress_ShowsWhatCameAndHowOneLooks(string text)
    {
        var error = Assert.Throws<FormatException>(() => LinkAddress.Parse(text));
        Assert.Equal($"expected an address like tcp://host:4711, got '{text}'", error.Message);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("localhost.example.org", false)]
    public void IsLoopback_OfAHost_SaysWhetherOnlyThisMachineReachesIt(string host, bool expected) =>
        Assert.Equal(expected, new LinkAddress(host, 1).IsLoopback);
}

using Dataflow.Host.Options;

namespace Dataflow.Host.Tests.Options;

public sealed class HostAddressTests
{
    [Theory]
    [InlineData("tcp://127.0.0.1:4510", true, false)]
    [InlineData("tcp://localhost:0", true, false)]
    [InlineData("tcp://[::1]:65535", true, false)]
    [InlineData("tcp://0.0.0.0:1", false, true)]
    [InlineData("tcp://[::]:1", false, true)]
    [InlineData("tcp://db.example:1", false, false)]
    public void TryParse_AnAddress_IsReadAndWritten(string text, bool isLoopback, bool isAny)
    {
        Assert.True(HostAddress.TryParse(text, "tcp", out HostAddress? address));
        Assert.Equal((text, isLoopback, isAny), (address.ToString(), address.IsLoopback, address.IsAny));
    }

    [Theory]
    [InlineData("127.0.0.1:4510")]
    [InlineData("http://127.0.0.1:4510")]
    [InlineData("tcp://127.0.0.1")]
    [InlineData("tcp://:4510")]
    [InlineData("tcp://127.0.0.1:65536")]
    [InlineData("tcp://127.0.0.1:-1")]
    [InlineData("tcp://a b:1")]
    [InlineData("")]
    public void TryParse_NoAddress_IsFalse(string text) => Assert.False(HostAddress.TryParse(text, "tcp", out _));
}

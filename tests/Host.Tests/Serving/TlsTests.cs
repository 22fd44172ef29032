using System.ComponentModel.DataAnnotations;
using Dataflow.Host.Serving;
using Dataflow.Nodes.Wire;
using Dataflow.TestKit.Links;

namespace Dataflow.Host.Tests.Serving;

/// <summary>Whose certificates are good.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority _own = new("own");
    private readonly TestAuthority _foreign = new("foreign");

    public void Dispose()
    {
        _own.Dispose();
        _foreign.Dispose();
    }

    private ServingOptions Options =>
        new("tcp://localhost:0", "blue", "host") { Token = "secret", Tls = _own.Member("host") };

    [Fact]
    public async Task Connect_MemberWithACertificateOfTheAuthority_IsWelcome()
    {
        await using var stage = await ServingStage.OpenAsync(Options);
        await stage.ConnectAsync(ServingStage.Hello(Handshake.Member, "blue", "secret"), _own.Member("guest"));
        Assert.Single(stage.Peers);
    }

    [Fact]
    public async Task Connect_ClientWithATokenOnly_IsWelcome()
    {
        await using var stage = await ServingStage.OpenAsync(Options);
        await stage.ConnectAsync(ServingStage.Hello(Handshake.Client, "blue", "secret"), _own.Client());
        Assert.Single(stage.Peers);
    }

    [Fact]
    public async Task Connect_MemberWithoutACertificate_IsRefusedWithTheReason()
    {
        await using var stage = await ServingStage.OpenAsync(Options);
        var error = await Assert.ThrowsAsync<WireException>(
            () => stage.ConnectAsync(ServingStage.Hello(Handshake.Member, "blue", "secret"), _own.Client()));
        Assert.Contains("none came", error.Message, StringComparison.Ordinal);
        Assert.Contains(stage.Lines, line => line.Contains("none came", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connect_MemberWithAForeignCertificate_IsRefusedWithTheReason()
    {
        await using var stage = await ServingStage.OpenAsync(Options);
        var tls = new TlsOptions(_own.Authorities, _foreign.Sign("guest"));
        var error = await Assert.ThrowsAsync<WireException>(
            () => stage.ConnectAsync(ServingStage.Hello(Handshake.Member, "blue", "secret"), tls));
        Assert.Contains("'CN=guest' is not good", error.Message, StringComparison.Ordinal);
        Assert.Contains(stage.Lines, line => line.Contains("'CN=guest' is not good", StringComparison.Ordinal));
        Assert.Empty(stage.Peers);
    }

    [Fact]
    public async Task Connect_ToAHostWithAForeignCertificate_IsNotTrusted()
    {
        await using var stage = await ServingStage.OpenAsync(Options with { Tls = _foreign.Member("host") });
        var error = await Assert.ThrowsAsync<WireException>(
            () => stage.ConnectAsync(ServingStage.Hello(Handshake.Client, "blue", "secret"), _own.Client()));
        Assert.Contains("is not trusted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutACertificateOfItsOwn_IsRefused()
    {
        var error = await Assert.ThrowsAsync<ValidationException>(
            () => ServingStage.OpenAsync(Options with { Tls = _own.Client() }));
        Assert.Contains("certificate of its own", error.Message, StringComparison.Ordinal);
    }
}

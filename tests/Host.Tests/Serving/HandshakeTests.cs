using System.ComponentModel.DataAnnotations;
using System.Net.Sockets;
using Dataflow.Host.Serving;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Links;

namespace Dataflow.Host.Tests.Serving;

/// <summary>Who is let in, and what those are told who are not.</summary>
public sealed class HandshakeTests
{
    private static readonly ServingOptions Plain = new("tcp://127.0.0.1:0", "blue", "host") { Token = "secret" };

    [Theory]
    [InlineData(Handshake.Member)]
    [InlineData(Handshake.Client)]
    public async Task Connect_WithTheRightWords_IsWelcome(string kind)
    {
        await using var stage = await ServingStage.OpenAsync(Plain);
        ILink link = await stage.ConnectAsync(ServingStage.Hello(kind, "blue", "secret"));
        Assert.StartsWith($"member host at {stage.Address}", link.Peer, StringComparison.Ordinal);
        Assert.StartsWith($"{kind} guest at 127.0.0.1", Assert.Single(stage.Peers), StringComparison.Ordinal);
        link.Close("enough");
    }

    [Theory]
    [InlineData(Handshake.Client, "blue", "wrong", "the token is not this cluster's")]
    [InlineData(Handshake.Member, "green", "secret", "expected cluster 'blue', got 'green'")]
    [InlineData("stranger", "blue", "secret", "got 'stranger'")]
    public async Task Connect_WithWrongWords_IsRefusedWithTheReason(
        string kind, string cluster, string token, string reason)
    {
        await using var stage = await ServingStage.OpenAsync(Plain);
        Hello hello = ServingStage.Hello(kind, cluster, token);
        var error = await Assert.ThrowsAsync<WireException>(() => stage.ConnectAsync(hello));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(stage.Lines, line => line.Contains(reason, StringComparison.Ordinal));
        Assert.Empty(stage.Peers);
        Assert.DoesNotContain(stage.Lines, line => line.Contains("wrong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connect_OfAnotherVersion_IsToldBothVersions()
    {
        await using var stage = await ServingStage.OpenAsync(Plain);
        Hello hello = ServingStage.Hello(Handshake.Client, "blue", "secret");
        hello.Version = 99;
        Post answer = await stage.SayAsync(new Post { Hello = hello });
        const string expected = "expected version 1 of the protocol, got version 99";
        Assert.Contains(expected, answer.Goodbye.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WhenTheAcceptorRefuses_IsToldWhy()
    {
        await using var stage = await ServingStage.OpenAsync(Plain);
        stage.Refusal = "the house is full";
        var error = await Assert.ThrowsAsync<WireException>(
            () => stage.ConnectAsync(ServingStage.Hello(Handshake.Client, "blue", "secret")));
        Assert.Contains("the house is full", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_BeyondMaxConnections_NamesTheSetting()
    {
        await using var stage = await ServingStage.OpenAsync(
            Plain with { Links = new LinkOptions { MaxConnections = 1 } });
        Hello hello = ServingStage.Hello(Handshake.Client, "blue", "secret");
        ILink first = await stage.ConnectAsync(hello);
        var error = await Assert.ThrowsAsync<WireException>(() => stage.ConnectAsync(hello));
        Assert.Contains(nameof(LinkOptions.MaxConnections), error.Message, StringComparison.Ordinal);
        Assert.True(error.IsLimit);
        first.Close("enough");
    }

    [Fact]
    public async Task Connect_WithSomethingElseThanFrames_IsClosedAndLogged()
    {
        await using var stage = await ServingStage.OpenAsync(Plain);
        LinkAddress address = LinkAddress.Parse(stage.Address);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port);
        await socket.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        Assert.Equal(0, await socket.ReceiveAsync(new byte[1]));
        await stage.WhenLoggedAsync("expected a frame");
    }

    [Fact]
    public async Task Connect_ToNobody_SaysWhere()
    {
        string address;
        await using (var stage = await ServingStage.OpenAsync(Plain)) address = stage.Address;
        var connector = new LinkConnector(new LinkOptions(), null, TimeProvider.System);
        var error = await Assert.ThrowsAsync<WireException>(
            () => connector.ConnectAsync(address, new Hello(), new RecordingReader()));
        Assert.Contains(address, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tcp://0.0.0.0:0")]
    [InlineData("tcp://[::]:0")]
    [InlineData("tcp://192.0.2.7:0")]
    public async Task Start_PlainOnAnAddressOfOthers_IsRefused(string address)
    {
        var error = await Assert.ThrowsAsync<ValidationException>(
            () => ServingStage.OpenAsync(Plain with { Address = address }));
        Assert.Contains(nameof(ServingOptions.AllowPlainOnAnyAddress), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PlainOnAnyAddressWhenAllowed_Serves()
    {
        ServingOptions options = Plain with { Address = "tcp://0.0.0.0:0", AllowPlainOnAnyAddress = true };
        await using var stage = await ServingStage.OpenAsync(options);
        string address = stage.Address.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
        ILink link = await stage.ConnectAsync(ServingStage.Hello(Handshake.Member, "blue", "secret"), address: address);
        link.Close("enough");
    }

    [Fact]
    public async Task Dispose_WithLinksOpen_TellsThemWhy()
    {
        var reader = new RecordingReader();
        await using (var stage = await ServingStage.OpenAsync(Plain))
            await stage.ConnectAsync(ServingStage.Hello(Handshake.Member, "blue", "secret"), reader: reader);
        Assert.Contains("shuts down", await reader.WhenClosedAsync(), StringComparison.Ordinal);
    }
}

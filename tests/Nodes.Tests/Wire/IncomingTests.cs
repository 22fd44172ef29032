using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Links;
using Google.Protobuf;

namespace Dataflow.Nodes.Tests.Wire;

public sealed class IncomingTests
{
    private static readonly LinkOptions Small = new()
    {
        MaxFrameBytes = 4 << 10, MaxArrayBytes = 800, MaxIncomingBytes = 1000, CreditBytes = 64 << 10,
    };

    [Fact]
    public void Read_WhatAQueueSent_GivesTheLetters()
    {
        var options = new LinkOptions { ChunkBytes = 1 << 10 };
        byte[] bytes = SentBytes.Of(
            options, Letters.Of(1), Letters.Of(2, Letters.Counting(5_000), Letters.Counting(0)), Letters.Of(3));
        (IReadOnlyList<Letter> letters, string reason) = SentBytes.Read(bytes, options);
        Assert.Equal([1, 2, 3], letters.Select(Letters.NumberOf));
        Assert.Equal(Letters.Counting(5_000).ToArray(), ((NdArray<double>)letters[1].Arrays[0]).ToArray());
        Assert.Equal(0, letters[1].Arrays[1].Length);
        Assert.Contains("without a word", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralArraysAtATime_ComeInTurns()
    {
        var options = new LinkOptions { ChunkBytes = 16 << 10 };
        byte[] bytes = SentBytes.Of(
            options,
            Letters.Overtakable(1, Letters.Counting(100_000)),
            Letters.Overtakable(2, Letters.Counting(5_000)));
        (IReadOnlyList<Letter> letters, _) = SentBytes.Read(bytes, options);
        Assert.Equal([2, 1], letters.Select(Letters.NumberOf));
    }

    [Fact]
    public void Read_AnArrayBeyondMaxArrayBytes_NamesTheSetting() =>
        AssertRefused(nameof(LinkOptions.MaxArrayBytes), Post(Of(101)));

    [Fact]
    public void Read_ArraysBeyondMaxIncomingBytes_NameTheSetting() =>
        AssertRefused(nameof(LinkOptions.MaxIncomingBytes), Post(Of(70), Of(70)));

    [Fact]
    public void Read_AFrameBeyondMaxFrameBytes_NamesTheSetting()
    {
        byte[] frame = FrameHeader.Frame(FrameKind.Control, 0, new byte[(4 << 10) + 1]);
        AssertRefused(nameof(LinkOptions.MaxFrameBytes), frame);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Read_AnImpossibleShape_IsRefused(long size) => AssertRefused("an array", Post(Of(size, 2)));

    [Fact]
    public void Read_ALetterThatSaysNothing_IsRefused() => AssertRefused("says nothing", new Post());

    [Fact]
    public void Read_APieceOfNoArray_IsRefused() =>
        AssertRefused("not announced", FrameHeader.Frame(FrameKind.Payload, 5, [1, 2]));

    [Fact]
    public void Read_MoreThanAnArrayLacks_IsRefused() =>
        AssertRefused("lacks 8", [.. Frame(Post(Of(1))), .. FrameHeader.Frame(FrameKind.Payload, 0, new byte[9])]);

    [Fact]
    public void Read_LimitsTwice_IsRefused()
    {
        byte[] limits = FrameHeader.Frame(FrameKind.Limits, 1, new byte[16]);
        AssertRefused("twice", [.. limits, .. limits]);
    }

    [Fact]
    public void Read_MoreCreditThanThereCanBe_IsRefused() =>
        AssertRefused("too large", FrameHeader.Frame(FrameKind.Credit, ulong.MaxValue, []));

    [Fact]
    public void Read_PayloadBeyondTheCredit_IsRefused()
    {
        var generous = new LinkOptions { CreditBytes = 64 << 10 };
        byte[] frames = [.. Frame(Post(Of(10_000))), .. FrameHeader.Frame(FrameKind.Payload, 0, new byte[80_000])];
        Assert.Contains("credit", SentBytes.Read(frames, generous).Reason, StringComparison.Ordinal);
    }

    private static Enclosure Of(params long[] sizes) => new() { Sizes = { sizes } };

    private static Post Post(params Enclosure[] enclosures) =>
        new() { Enclosures = { enclosures }, ClientCancel = new ClientCancel() };

    private static byte[] Frame(Post post) =>
        FrameHeader.Frame(FrameKind.Control, 0, new Posts { Of = { post } }.ToByteArray());

    private static void AssertRefused(string reason, Post post) => AssertRefused(reason, Frame(post));

    private static void AssertRefused(string reason, byte[] frames)
    {
        (IReadOnlyList<Letter> letters, string actual) = SentBytes.Read(frames, Small);
        Assert.Empty(letters);
        Assert.Contains(reason, actual, StringComparison.Ordinal);
    }
}

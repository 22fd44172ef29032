using System.Text;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Links;
using Google.Protobuf;

namespace Dataflow.Nodes.Tests.Wire;

public sealed class HandshakeTests
{
    private const int MaxBytes = 16 << 10;

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static readonly Post Word = new() { Goodbye = new Goodbye { Reason = "full" } };

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task HearAsync_WhatWasSaid_IsTheSame(int pieceBytes)
    {
        using var channel = new MemoryChannel(default);
        await Handshake.SayAsync(channel, Word, default);
        Assert.Equal(1, channel.Sends);
        Assert.Equal(Word, await Hear(channel.Sent, pieceBytes));
    }

    [Fact]
    public async Task HearAsync_OfNothing_SaysSo() => await AssertRefused("without a word", []);

    [Fact]
    public async Task HearAsync_CutAnywhere_IsRefused()
    {
        byte[] frame = FrameOf(Word);
        for (int length = 1; length < frame.Length; length++)
        {
            byte[] cut = frame[..length];
            await Assert.ThrowsAsync<WireException>(() => Hear(cut));
        }
    }

    [Fact]
    public async Task HearAsync_OfAnotherFrame_NamesIt() =>
        await AssertRefused("got a Payload frame of 3", FrameHeader.Frame(FrameKind.Payload, 0, [1, 2, 3]));

    [Fact]
    public async Task HearAsync_OfALongFrame_IsRefusedByItsHeaderAlone()
    {
        byte[] frame = FrameHeader.Frame(FrameKind.Control, 0, new byte[MaxBytes + 1]);
        await AssertRefused($"got a Control frame of {MaxBytes + 1}", frame[..FrameHeader.Bytes]);
    }

    [Fact]
    public async Task HearAsync_OfTheLongestFrame_IsHeard()
    {
        var post = new Post { Goodbye = new Goodbye { Reason = new string('a', MaxBytes / 2) } };
        int around = FrameOf(post).Length - FrameHeader.Bytes - (MaxBytes / 2);
        post.Goodbye.Reason = new string('a', MaxBytes - around);
        Assert.Equal(MaxBytes + FrameHeader.Bytes, FrameOf(post).Length);
        Assert.Equal(post, await Hear(FrameOf(post)));
    }

    [Fact]
    public async Task HearAsync_OfADamagedFrame_IsRefused()
    {
        byte[] frame = FrameOf(Word);
        frame[^1] ^= 1;
        await AssertRefused("came damaged", frame);
    }

    [Fact]
    public async Task HearAsync_OfNoLetter_IsRefused() =>
        await AssertRefused("cannot be read", FrameHeader.Frame(FrameKind.Control, 0, [0x0A, 0xFF]));

    [Fact]
    public async Task HearAsync_OfNoneOrTwoLetters_SaysHowMany()
    {
        await AssertRefused("got 0", FrameOf());
        await AssertRefused("got 2", FrameOf(Word, Word));
    }

    [Theory]
    [InlineData(Handshake.Version, null)]
    [InlineData(Handshake.Version + 1, "got version 2")]
    [InlineData(0, "got version 0")]
    [InlineData(-1, "got version -1")]
    public void RefusalOf_AVersion_NamesBoth(int version, string? expected)
    {
        string? refusal = Handshake.RefusalOf(version);
        if (expected is null) Assert.Null(refusal);
        else Assert.Contains($"expected version {Handshake.Version} of the protocol, {expected}", refusal, Ordinal);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(5000, null)]
    [InlineData(-5000, null)]
    [InlineData(5001, "the clock of b is 5.0 s ahead of this one's")]
    [InlineData(-65_500, "the clock of b is 65.5 s behind this one's")]
    public void Skew_OfAPeersClock_IsSaidWhenItIsLarge(long milliseconds, string? expected)
    {
        TimeProvider time = new StillClock();
        Assert.Equal(expected, Handshake.Skew("b", Handshake.WallClock(time) + milliseconds, time));
    }

    [Theory]
    [InlineData(long.MinValue, "behind")]
    [InlineData(long.MaxValue, "ahead of")]
    public void Skew_OfAClockThatIsNone_IsSaidToo(long wallClock, string direction) =>
        Assert.Contains(direction, Handshake.Skew("b", wallClock, new StillClock()), Ordinal);

    [Fact]
    public void Cut_OfAReason_IsAtMostAThousandCharacters()
    {
        Assert.Equal("full", Encoding.UTF8.GetString(Handshake.Cut("full")));
        Assert.Equal(1000, Handshake.Cut(new string('a', 1000)).Length);
        Assert.Equal(new string('a', 1000) + "...", Encoding.UTF8.GetString(Handshake.Cut(new string('a', 1001))));
    }

    private static async Task AssertRefused(string reason, byte[] bytes)
    {
        var error = await Assert.ThrowsAsync<WireException>(() => Hear(bytes));
        Assert.Contains(reason, error.Message, Ordinal);
    }

    private static async Task<Post> Hear(byte[] bytes, int pieceBytes = int.MaxValue)
    {
        using var channel = new MemoryChannel(bytes, pieceBytes);
        return await Handshake.HearAsync(new FrameReader(channel), default);
    }

    private static byte[] FrameOf(params Post[] posts) =>
        FrameHeader.Frame(FrameKind.Control, 0, new Posts { Of = { posts } }.ToByteArray());

    private sealed class StillClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(20_000);
    }
}

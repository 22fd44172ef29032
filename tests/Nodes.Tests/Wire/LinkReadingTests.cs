using Dataflow.Nodes.Wire;
using Dataflow.TestKit.Links;

namespace Dataflow.Nodes.Tests.Wire;

/// <summary>What is here together is handed over together, and what follows from it goes out together.</summary>
public sealed class LinkReadingTests
{
    private static readonly LinkOptions Options = new();

    [Fact]
    public void Read_FramesThatAreHereTogether_AreReceivedAndAnsweredTogether()
    {
        var channel = new MemoryChannel(Frames(1, 2, 3));
        EchoingReader reader = Read(channel);
        Assert.Equal(["1 2 3"], reader.Received);
        Assert.Equal(2, channel.Sends); // this side's limits, and three answers
    }

    [Fact]
    public void Read_FramesThatComeOneByOne_AreReceivedAndAnsweredAtOnce()
    {
        var channel = new MemoryChannel(Frames(1, 2, 3), pieceBytes: 1);
        EchoingReader reader = Read(channel);
        Assert.Equal(["1", "2", "3"], reader.Received);
        Assert.Equal(4, channel.Sends);
    }

    [Fact]
    public void Read_ADamagedFrameBehindOthers_GivesWhatCameBefore()
    {
        byte[] frames = Frames(1, 2, 3);
        frames[^1] ^= 1;
        EchoingReader reader = Read(new MemoryChannel(frames));
        Assert.Equal(["1 2"], reader.Received);
        Assert.Contains("came damaged", reader.Reason, StringComparison.Ordinal);
    }

    private static EchoingReader Read(MemoryChannel channel)
    {
        var reader = new EchoingReader();
        var link = new Link("peer", LinkRole.Peer, channel, Options, TimeProvider.System);
        Assert.True(link.RunAsync(new FrameReader(channel), reader).IsCompletedSuccessfully);
        return reader;
    }

    /// <summary>The peer's limits, and a frame for each letter.</summary>
    private static byte[] Frames(params int[] numbers)
    {
        const int LimitsBytes = FrameHeader.Bytes + (2 * sizeof(long));
        byte[][] each = [.. numbers.Select(number => SentBytes.Of(Options, Letters.Of(number)))];
        return [.. each[0].AsSpan(0, LimitsBytes), .. each.SelectMany(bytes => bytes[LimitsBytes..])];
    }

    private sealed class EchoingReader : ILinkReader
    {
        public List<string> Received { get; } = [];

        public string? Reason { get; private set; }

        void ILinkReader.Received(ILink link, IReadOnlyList<Letter> letters)
        {
            Received.Add(string.Join(' ', letters.Select(Letters.NumberOf)));
            foreach (Letter letter in letters) link.Send([letter]);
        }

        public void Closed(ILink link, string reason) => Reason = reason;
    }
}

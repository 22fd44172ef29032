using System.Text;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;

namespace Dataflow.Nodes.Wire;

/// <summary>
/// How a connection begins. Who connects says <c>Hello</c>; the answer is <c>Welcome</c>, or <c>Goodbye</c> with the
/// reason. Each is the only letter of a control frame, of at most <see cref="MaxBytes"/>: a stranger gets no more
/// memory than that. Frames keep their layout, so that a peer of another version can read why it is refused.
/// </summary>
internal static class Handshake
{
    public const int Version = 1;

    /// <summary>The kinds of those who connect.</summary>
    public const string Member = "member", Client = "client";

    private const int MaxBytes = 16 << 10;

    private const double LargestSkewSeconds = 5;

    public static ValueTask SayAsync(IByteChannel channel, Post post, CancellationToken cancellation)
    {
        byte[] body = new Posts { Of = { post } }.ToByteArray();
        return channel.SendAsync(FrameHeader.Frame(FrameKind.Control, 0, body), cancellation);
    }

    /// <summary>What the peer says.</summary>
    /// <exception cref="WireException">It ended, or what it said is not of a handshake.</exception>
    public static async ValueTask<Post> HearAsync(FrameReader frames, CancellationToken cancellation)
    {
        FrameHeader header = await frames.ReadHeaderAsync(cancellation)
            ?? throw new WireException("the peer ended the connection without a word");
        if (header.Kind != FrameKind.Control || header.Length > MaxBytes)
        {
            throw new WireException(
                $"expected a control frame of at most {MaxBytes} bytes to begin with, got a {header.Kind} frame of "
                + $"{header.Length}");
        }

        var body = new byte[header.Length];
        await frames.ReadAsync(body, cancellation);
        header.Verify(body);
        try
        {
            Posts posts = Posts.Parser.ParseFrom(body);
            if (posts.Of.Count == 1) return posts.Of[0];
            throw new WireException($"expected one letter to begin with, got {posts.Of.Count}");
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new WireException($"the first letter cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Why no peer of this version can be talked to; null when it can.</summary>
    public static string? RefusalOf(int version) => version == Version
        ? null
        : $"expected version {Version} of the protocol, got version {version}; both sides must be of one version";

    /// <summary>Milliseconds since 1970.</summary>
    public static long WallClock(TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A warning when the peer's clock is far off; nothing depends on it but the reading of logs.</summary>
    public static string? Skew(string peer, long wallClock, TimeProvider time)
    {
        // A stranger may say any number, of which a TimeSpan does not hold every one.
        double seconds = ((double)wallClock - WallClock(time)) / 1000;
        if (Math.Abs(seconds) <= LargestSkewSeconds) return null;
        string direction = seconds > 0 ? "ahead of" : "behind";
        return $"the clock of {peer} is {Math.Abs(seconds):F1} s {direction} this one's";
    }

    /// <summary>A reason as bytes that every peer takes.</summary>
    public static byte[] Cut(string reason)
    {
        const int longest = 1000;
        return Encoding.UTF8.GetBytes(reason.Length <= longest ? reason : reason[..longest] + "...");
    }
}

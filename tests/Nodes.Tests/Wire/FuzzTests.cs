using System.Globalization;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Links;

namespace Dataflow.Nodes.Tests.Wire;

/// <summary>
/// Damaged streams of frames: whatever comes, the link closes with a reason and little memory is taken. Half of them
/// have their checksums made good again, so that what is behind these is reached. DATAFLOW_FUZZ says how many streams;
/// DATAFLOW_FUZZ_SEED replays one.
/// </summary>
public sealed class FuzzTests
{
    private const int Usual = 50_000;
    private const long MaxBytes = 4 << 20;

    private static readonly LinkOptions Options = new()
    {
        MaxFrameBytes = 64 << 10, MaxArrayBytes = 1 << 20, MaxIncomingBytes = 2 << 20, CreditBytes = 1 << 20,
        ChunkBytes = 1 << 10,
    };

    [Fact]
    public void Read_DamagedFrames_ClosesWithAReason()
    {
        byte[] healthy = Healthy();
        if (Environment.GetEnvironmentVariable("DATAFLOW_FUZZ_SEED") is { } one)
        {
            Try(healthy, int.Parse(one, CultureInfo.InvariantCulture));
            return;
        }

        string? asked = Environment.GetEnvironmentVariable("DATAFLOW_FUZZ");
        int count = asked is null ? Usual : int.Parse(asked, CultureInfo.InvariantCulture);
        for (int seed = 0; seed < count; seed++) Try(healthy, seed);
    }

    [Fact]
    public void Read_HealthyFrames_GivesAllLetters() =>
        Assert.Equal(6, SentBytes.Read(Healthy(), Options).Letters.Count);

    private static void Try(byte[] healthy, int seed)
    {
        byte[] damaged = Damage(healthy, new Random(seed));
        try
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            (IReadOnlyList<Letter> letters, string reason) = SentBytes.Read(damaged, Options);
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.False(string.IsNullOrWhiteSpace(reason));
            Assert.DoesNotContain("the reader of letters failed", reason, StringComparison.Ordinal);
            Assert.True(bytes < MaxBytes, $"{bytes} bytes were allocated");
            foreach (Letter letter in letters) letter.Drop();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"seed {seed}: {e.Message}", e);
        }
    }

    private static byte[] Healthy()
    {
        var definition = new Definition { Id = 7, Name = "x", Operator = "add", Shape = new Sizes { Of = { 2, 3 } } };
        return SentBytes.Of(
            Options,
            Letters.Of(1),
            Letters.OfText(2, 200),
            Letters.Overtakable(3, Letters.Counting(400), Letters.Counting(0)),
            Letter.Of(new Post { Define = new Define { Nodes = { definition, definition } } }),
            Letters.Of(5, Letters.Counting(300)),
            Letters.Of(6, Letters.Counting(1)));
    }

    private static byte[] Damage(byte[] healthy, Random random)
    {
        var bytes = new List<byte>(healthy);
        for (int i = random.Next(1, 6); i > 0; i--) DamageOnce(bytes, random);
        byte[] damaged = [.. bytes];
        if (random.Next(2) == 0) Reseal(damaged);
        return damaged;
    }

    private static void DamageOnce(List<byte> bytes, Random random)
    {
        // The first bytes are letters; most of the others are elements, of which one is like the other.
        int at = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Count, 700) : bytes.Count);
        int count = Math.Min(random.Next(1, 40), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes[at] = random.Next(2) == 0 ? (byte)0xFF : (byte)0x7F;
                break;
            case 3 when bytes.Count > 100:
                bytes.RemoveRange(at, count);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - count + 1), count));
                break;
            case 5 when at > 100:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                for (int i = 0; i < count; i++) bytes[at + i] = (byte)random.Next(256);
                break;
        }
    }

    /// <summary>Makes the checksums of all frames good that can still be told apart.</summary>
    private static void Reseal(byte[] frames)
    {
        Span<byte> left = frames;
        while (left.Length >= FrameHeader.Bytes)
        {
            FrameHeader header;
            try { header = FrameHeader.Read(left); }
            catch (WireException) { return; }
            if (header.Length > left.Length - FrameHeader.Bytes) return;
            FrameHeader.Write(left, header.Kind, header.Number, left.Slice(FrameHeader.Bytes, header.Length));
            left = left[(FrameHeader.Bytes + header.Length)..];
        }
    }
}

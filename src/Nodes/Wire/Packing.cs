using System.Buffers;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;

namespace Dataflow.Nodes.Wire;

/// <summary>
/// Encodes letters into control frames: as many in one as fit. Behind a letter with arrays that may not be overtaken a
/// new frame begins, for it waits until they are sent.
/// </summary>
/// <param name="maxFrameBytes"><see cref="LinkOptions.MaxFrameBytes"/>.</param>
/// <param name="reserve">Asks for room for so many bytes of arrays at the peer.</param>
internal sealed class Packing(int maxFrameBytes, Func<long, bool> reserve)
{
    private const int TagBytes = 1;
    private const byte PostTag = (1 << 3) | 2;

    /// <summary>The letters in order; the leases go over to the parcels.</summary>
    /// <exception cref="WireException">A letter is too large; no lease was taken.</exception>
    public List<Parcel> Pack(ReadOnlySpan<Letter> letters)
    {
        var entries = new Entry[letters.Length];
        for (int i = 0; i < letters.Length; i++) entries[i] = Measure(letters[i]);
        var parcels = new List<Parcel>(1);
        int first = 0;
        long bytes = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            bool fits = bytes + entries[i].Bytes <= maxFrameBytes;
            bool aside = entries[i].StandsAside;
            if (!fits || aside) Flush(entries.AsSpan(first..i), parcels, ref bytes, ref first);
            bytes += entries[i].Bytes;
            if (aside || entries[i].Holds) Flush(entries.AsSpan(first..(i + 1)), parcels, ref bytes, ref first);
        }

        Flush(entries.AsSpan(first..), parcels, ref bytes, ref first);
        return parcels;
    }

    private Entry Measure(Letter letter)
    {
        Post body = letter.Body;
        if (body.Enclosures.Count > 0)
        {
            body = body.Clone(); // a letter that is passed on describes the arrays that it came with
            body.Enclosures.Clear();
        }

        Post? head = letter.Arrays.Length == 0 ? null : Describe(letter.Arrays);
        int length = body.CalculateSize() + (head?.CalculateSize() ?? 0);
        int bytes = TagBytes + CodedOutputStream.ComputeLengthSize(length) + length;
        if (bytes > maxFrameBytes)
        {
            throw new WireException(
                $"a letter of {bytes} bytes, without its arrays, is more than {LimitNames.FrameBytes}, "
                + $"which is {maxFrameBytes}");
        }

        long arrayBytes = letter.Arrays.Sum(array => array.Bytes);
        bool mayStandAside = arrayBytes > 0 && letter.MayBeOvertaken;
        return new Entry(letter, body, head, length, bytes)
        {
            ArrayBytes = arrayBytes,
            StandsAside = mayStandAside && !reserve(arrayBytes),
            Holds = arrayBytes > 0 && !letter.MayBeOvertaken,
        };
    }

    private static Post Describe(NdArray[] arrays)
    {
        var head = new Post();
        foreach (NdArray array in arrays)
        {
            var enclosure = new Enclosure
            {
                Element = array.ElementType == ElementType.Float64 ? Element.Float64 : Element.Float32,
            };
            foreach (long size in array.Shape.Dimensions) enclosure.Sizes.Add(size);
            head.Enclosures.Add(enclosure);
        }

        return head;
    }

    private static void Flush(Span<Entry> entries, List<Parcel> parcels, ref long bytes, ref int first)
    {
        if (entries.IsEmpty) return;
        int length = FrameHeader.Bytes + (int)bytes;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        Span<byte> body = buffer.AsSpan(FrameHeader.Bytes..length);
        Span<byte> rest = body;
        foreach (Entry entry in entries) rest = rest[entry.Write(rest)..];
        FrameHeader.Write(buffer, FrameKind.Control, 0, body);
        parcels.Add(new Parcel(buffer, length, TransfersOf(entries))
        {
            StandsAside = entries[0].StandsAside,
            NeedsRoom = entries[^1].StandsAside || entries[^1].Holds ? entries[^1].ArrayBytes : 0,
        });
        first += entries.Length;
        bytes = 0;
    }

    private static Transfer[] TransfersOf(Span<Entry> entries)
    {
        int count = 0;
        foreach (Entry entry in entries) count += entry.Letter.Arrays.Length;
        if (count == 0) return [];
        var transfers = new Transfer[count];
        int next = 0;
        foreach (Entry entry in entries)
        {
            foreach (NdArray array in entry.Letter.Arrays)
            {
                transfers[next++] = new Transfer(array.Block, array.Bytes, entry.Holds);
            }
        }

        return transfers;
    }

    /// <summary>
    /// A letter measured. Its arrays' descriptions are a message of their own, written before the body: two encodings
    /// of one message in a row are read as one, so a body that several links send is never changed.
    /// </summary>
    private readonly record struct Entry(Letter Letter, Post Body, Post? Head, int Length, int Bytes)
    {
        public long ArrayBytes { get; init; }

        public bool StandsAside { get; init; }

        public bool Holds { get; init; }

        public int Write(Span<byte> into)
        {
            into[0] = PostTag;
            int at = TagBytes;
            for (uint left = (uint)Length; ; left >>= 7)
            {
                into[at++] = (byte)(left < 0x80 ? left : left | 0x80);
                if (left < 0x80) break;
            }

            int head = Head?.CalculateSize() ?? 0;
            Head?.WriteTo(into.Slice(at, head));
            Body.WriteTo(into.Slice(at + head, Length - head));
            return Bytes;
        }
    }
}

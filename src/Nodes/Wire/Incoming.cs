using Dataflow.Nodes.Memory;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;

namespace Dataflow.Nodes.Wire;

/// <summary>
/// Letters on their way in: decodes control frames, and knows which arrays are announced and where their next bytes
/// go. A letter is complete with the last byte of its arrays. Whatever a peer sends, no more is allocated than the
/// options say, and only for arrays of which something came.
/// </summary>
internal sealed class Incoming(LinkOptions options) : IDisposable
{
    private const uint PostTag = (1 << 3) | 2;

    private readonly Dictionary<ulong, Arrival> _arrivals = [];
    private readonly BlockMemory _piece = new();
    private ulong _nextNumber;

    /// <summary>Bytes of the arrays that are announced and not complete.</summary>
    public long Bytes { get; private set; }

    /// <summary>The letters of a control frame that are complete already; the others wait for their arrays.</summary>
    /// <exception cref="WireException">It is not what this protocol says, or beyond a limit.</exception>
    public List<Letter> Read(byte[] buffer, int length)
    {
        var letters = new List<Letter>();
        try
        {
            Read(buffer, length, letters);
            return letters;
        }
        catch (WireException)
        {
            foreach (Letter letter in letters) letter.Drop();
            throw;
        }
    }

    /// <summary>Where the body of a payload frame goes.</summary>
    /// <exception cref="WireException">No such piece can come, or there is no memory for the array.</exception>
    public Memory<byte> Place(ulong number, int length)
    {
        if (!_arrivals.TryGetValue(number, out Arrival? arrival))
            throw new WireException($"a piece of array {number} came, which is not announced, or complete");
        if (length == 0 || length > arrival.Left)
            throw new WireException($"a piece of {length} bytes came for array {number}, which lacks {arrival.Left}");
        return _piece.Of(arrival.Allocated().Block, arrival.Received, length);
    }

    /// <summary>A piece is in its place; the letter that it completes, if it does.</summary>
    public Letter? Placed(ulong number, int length)
    {
        Arrival arrival = _arrivals[number];
        arrival.Received += length;
        if (arrival.Left > 0) return null;
        _arrivals.Remove(number);
        Bytes -= arrival.Bytes;
        return --arrival.Of.Missing > 0 ? null : arrival.Of.Complete();
    }

    /// <summary>Gives back whatever has come of letters that will not be complete.</summary>
    public void Dispose()
    {
        foreach (Pending letter in _arrivals.Values.Select(arrival => arrival.Of).Distinct())
        {
            foreach (NdArray? array in letter.Arrays) array?.Release();
        }

        _arrivals.Clear();
        ((IDisposable)_piece).Dispose();
    }

    private void Read(byte[] buffer, int length, List<Letter> letters)
    {
        try
        {
            using var input = new CodedInputStream(buffer, 0, length);
            while (input.ReadTag() is var tag and not 0)
            {
                if (tag != PostTag)
                    throw new WireException($"a control frame has a field of tag {tag} beside its letters");
                var body = new Post();
                input.ReadMessage(body);
                if (Open(body) is { } letter) letters.Add(letter);
            }
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new WireException($"a control frame of {length} bytes cannot be read: {e.Message}", e);
        }
    }

    private Letter? Open(Post body)
    {
        if (body.BodyCase == Post.BodyOneofCase.None) throw new WireException("a letter says nothing that is known");
        if (body.Enclosures.Count == 0) return Letter.Of(body);
        var letter = new Pending(body, new NdArray?[body.Enclosures.Count]);
        for (int i = 0; i < letter.Arrays.Length; i++) Announce(letter, i, body.Enclosures[i]);
        body.Enclosures.Clear();
        return letter.Missing > 0 ? null : letter.Complete();
    }

    private void Announce(Pending letter, int place, Enclosure enclosure)
    {
        var arrival = new Arrival(letter, place, TypeOf(enclosure), ShapeOf(enclosure));
        ulong number = _nextNumber++;
        if (arrival.Bytes == 0)
        {
            letter.Empty.Add(arrival);
            return;
        }

        if (arrival.Bytes > options.MaxArrayBytes)
        {
            throw new WireException(
                $"an array of {arrival.Bytes} bytes, of shape {arrival.Shape}, is more than "
                + $"{LimitNames.ArrayBytes}, which is {options.MaxArrayBytes}");
        }

        if (arrival.Bytes > options.MaxIncomingBytes - Bytes)
        {
            throw new WireException(
                $"arrays of {Bytes} bytes are on their way; {arrival.Bytes} more are beyond "
                + $"{nameof(LinkOptions.MaxIncomingBytes)}, which is {options.MaxIncomingBytes}");
        }

        Bytes += arrival.Bytes;
        letter.Missing++;
        _arrivals.Add(number, arrival);
    }

    private static ElementType TypeOf(Enclosure enclosure) => enclosure.Element switch
    {
        Element.Float64 => ElementType.Float64,
        Element.Float32 => ElementType.Float32,
        _ => throw new WireException($"an array has elements of kind {(int)enclosure.Element}, which is not known"),
    };

    private static Shape ShapeOf(Enclosure enclosure)
    {
        try { return Shape.Of([.. enclosure.Sizes]); }
        catch (ShapeException e) { throw new WireException($"an array was announced whose {e.Message}", e); }
    }

    /// <summary>A letter some of whose arrays are not complete.</summary>
    private sealed class Pending(Post body, NdArray?[] arrays)
    {
        public NdArray?[] Arrays => arrays;

        public int Missing { get; set; }

        /// <summary>Those without elements, of which nothing comes.</summary>
        public List<Arrival> Empty { get; } = [];

        public Letter Complete()
        {
            foreach (Arrival empty in Empty) empty.Allocated();
            return new Letter(body, arrays!);
        }
    }

    /// <summary>An array on its way in; there is memory for it from its first byte on.</summary>
    private sealed class Arrival(Pending of, int place, ElementType type, Shape shape)
    {
        public Pending Of => of;

        public Shape Shape => shape;

        public long Bytes { get; } = shape.Length * type.Size();

        public long Received { get; set; }

        public long Left => Bytes - Received;

        public NdArray Allocated()
        {
            if (of.Arrays[place] is { } array) return array;
            try
            {
                return of.Arrays[place] = type == ElementType.Float64
                    ? NdArray<double>.Allocate(shape)
                    : NdArray<float>.Allocate(shape);
            }
            catch (DataflowException e)
            {
                throw new WireException($"an array cannot be taken: {e.Message}", e);
            }
        }
    }
}

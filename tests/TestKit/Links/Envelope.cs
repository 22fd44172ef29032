using System.Runtime.InteropServices;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;

namespace Dataflow.TestKit.Links;

/// <summary>A letter as bytes: whoever opens it shares nothing with who closed it.</summary>
internal sealed class Envelope
{
    private readonly byte[] _body;
    private readonly (ElementType Type, Shape Shape, byte[] Bytes)[] _arrays;

    /// <summary>Takes the letter's leases.</summary>
    public Envelope(Letter letter)
    {
        _body = letter.Body.ToByteArray();
        _arrays = [.. letter.Arrays.Select(array => (array.ElementType, array.Shape, BytesOf(array)))];
        MayBeOvertaken = letter.MayBeOvertaken && _arrays.Length > 0;
        letter.Drop();
    }

    public bool MayBeOvertaken { get; }

    public long Bytes => _body.Length + _arrays.Sum(array => (long)array.Bytes.Length);

    public Letter Open() =>
        new(Post.Parser.ParseFrom(_body), [.. _arrays.Select(Open)], MayBeOvertaken);

    private static byte[] BytesOf(NdArray array) => array is NdArray<float> floats
        ? MemoryMarshal.AsBytes(floats.AsSpan()).ToArray()
        : MemoryMarshal.AsBytes(((NdArray<double>)array).AsSpan()).ToArray();

    private static NdArray Open((ElementType Type, Shape Shape, byte[] Bytes) array) =>
        array.Type == ElementType.Float32
            ? Open<float>(array.Shape, array.Bytes) : Open<double>(array.Shape, array.Bytes);

    private static NdArray<T> Open<T>(Shape shape, byte[] bytes)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        NdArray<T> array = NdArray<T>.Allocate(shape);
        bytes.CopyTo(MemoryMarshal.AsBytes(array.Writable()));
        return array;
    }
}

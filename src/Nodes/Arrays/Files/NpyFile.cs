using System.Numerics;
using Dataflow.Nodes.Arrays;

namespace Dataflow;

/// <summary>
/// NumPy's own file format, of real numbers: versions 1 to 3, either order of bytes and of axes. Elements may be bool,
/// whole numbers of 1 to 8 bytes with a sign or without, and floats of 2, 4 and 8 bytes; they become floats or doubles.
/// What has no exact number there becomes the nearest, as NumPy's <c>astype</c> does it: of whole numbers those beyond
/// 2^53 as doubles, beyond 2^24 as floats. What follows the array in a file is not looked at.
/// </summary>
public static class NpyFile
{
    /// <summary>Reads an array: floats of 2 and 4 bytes as floats, everything else as doubles.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Looked at between parts of about a million elements.</param>
    /// <exception cref="FileFormatException">The file is not npy, is cut short, or holds other than real
    /// numbers.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static NdArray Read(string path, CancellationToken cancellation = default)
    {
        using FileStream stream = Open(path);
        return Read(stream, path, cancellation);
    }

    /// <summary>Reads an array where the stream is, and leaves the stream open behind it.</summary>
    /// <inheritdoc cref="Read(string, CancellationToken)"/>
    public static NdArray Read(Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, "the stream", cancellation);
    }

    /// <summary>Reads an array in this precision, whatever the elements of the file are.</summary>
    /// <inheritdoc cref="Read(string, CancellationToken)"/>
    public static NdArray<T> Read<T>(string path, CancellationToken cancellation = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using FileStream stream = Open(path);
        return Read<T>(stream, path, cancellation);
    }

    /// <summary>Reads an array in this precision where the stream is, and leaves the stream open behind it.</summary>
    /// <inheritdoc cref="Read(string, CancellationToken)"/>
    public static NdArray<T> Read<T>(Stream stream, CancellationToken cancellation = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read<T>(stream, "the stream", cancellation);
    }

    /// <summary>
    /// Writes an array, as f4 or f8. A file of that name is replaced as a whole or, when writing fails, stays what it
    /// was.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NdArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        FileReplacement.Write(path, stream => Write(stream, array));
    }

    /// <summary>Writes an array at the position of the stream.</summary>
    public static void Write(Stream stream, NdArray array)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(array);
        new NpyHeader(NpyElement.Of(array.ElementType), IsFortranOrder: false, array.Shape).Write(stream);
        NpyData.Write(stream, array);
    }

    internal static NdArray<T> Read<T>(Stream stream, string source, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        _ = ElementTypes.Of<T>();
        NpyHeader header = NpyHeader.Read(stream, source);
        return NpyData.Read<T>(stream, header, source, cancellation);
    }

    internal static NdArray Read(Stream stream, string source, CancellationToken cancellation)
    {
        NpyHeader header = NpyHeader.Read(stream, source);
        return header.Element.Natural == ElementType.Float64
            ? NpyData.Read<double>(stream, header, source, cancellation)
            : NpyData.Read<float>(stream, header, source, cancellation);
    }

    private static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Options = FileOptions.SequentialScan,
        BufferSize = 1 << 16,
    });
}

using System.Numerics;
using Dataflow.Nodes.Arrays;

namespace Dataflow;

/// <summary>
/// NumPy's own file format, of floats and doubles: versions 1 to 3, either order of bytes and of axes. What follows
/// the array in a file is not looked at.
/// </summary>
public static class NpyFile
{
    /// <summary>Reads an array in the precision of the file.</summary>
    /// <exception cref="FileFormatException">The file is not npy, is cut short, or holds other than floats.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static NdArray Read(string path)
    {
        using FileStream stream = Open(path);
        return Read(stream, path);
    }

    /// <inheritdoc cref="Read(string)"/>
    public static NdArray Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, "the stream");
    }

    /// <summary>Reads an array, converted where the file has the other precision.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static NdArray<T> Read<T>(string path) where T : unmanaged, IFloatingPointIeee754<T> =>
        NpyData.Convert<T>(Read(path));

    /// <inheritdoc cref="Read{T}(string)"/>
    public static NdArray<T> Read<T>(Stream stream) where T : unmanaged, IFloatingPointIeee754<T> =>
        NpyData.Convert<T>(Read(stream));

    /// <summary>
    /// Writes an array. A file of that name is replaced as a whole or, when writing fails, stays what it was.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NdArray array)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(array);
        string unfinished = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            using (FileStream stream = new(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                Write(stream, array);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Writes an array at the position of the stream.</summary>
    public static void Write(Stream stream, NdArray array)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(array);
        new NpyHeader(array.ElementType, IsSwapped: false, IsFortranOrder: false, array.Shape).Write(stream);
        NpyData.Write(stream, array);
    }

    private static NdArray Read(Stream stream, string source)
    {
        NpyHeader header = NpyHeader.Read(stream, source);
        return header.ElementType == ElementType.Float64
            ? NpyData.Read<double>(stream, header, source)
            : NpyData.Read<float>(stream, header, source);
    }

    private static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Options = FileOptions.SequentialScan,
        BufferSize = 1 << 16,
    });
}

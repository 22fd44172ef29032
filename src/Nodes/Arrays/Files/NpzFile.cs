using System.Numerics;
using Dataflow.Nodes.Arrays;

namespace Dataflow;

/// <summary>NumPy's format for several arrays with names in one file: a zip archive of .npy files.</summary>
public static class NpzFile
{
    /// <summary>The names of the arrays of a file, in its order.</summary>
    /// <exception cref="FileFormatException">The file is no zip archive.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static IReadOnlyList<string> Names(string path)
    {
        using NpzArchive archive = NpzArchive.Open(path);
        return archive.Names;
    }

    /// <summary>Reads one array: floats of 2 and 4 bytes as floats, everything else as doubles.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What it is called there; null where there is only one.</param>
    /// <param name="cancellation">Looked at between parts of about a million elements.</param>
    /// <exception cref="FileFormatException">The file is no zip archive, has no such array, or what
    /// <see cref="NpyFile"/> does not read.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static NdArray Read(string path, string? name = null, CancellationToken cancellation = default)
    {
        using NpzArchive archive = NpzArchive.Open(path);
        return archive.Read(name, (stream, source) => NpyFile.Read(stream, source, cancellation));
    }

    /// <summary>Reads one array in this precision, whatever its elements are.</summary>
    /// <inheritdoc cref="Read(string, string?, CancellationToken)"/>
    public static NdArray<T> Read<T>(string path, string? name = null, CancellationToken cancellation = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using NpzArchive archive = NpzArchive.Open(path);
        return archive.Read(name, (stream, source) => NpyFile.Read<T>(stream, source, cancellation));
    }

    /// <summary>
    /// Writes arrays, as f4 or f8 and not compressed. A file of that name is replaced as a whole or, when writing fails,
    /// stays what it was.
    /// </summary>
    /// <exception cref="ArgumentException">There is no array, or a name is empty or given twice.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, params IReadOnlyList<(string Name, NdArray Array)> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        if (arrays.Count == 0) throw new ArgumentException("at least one array is needed", nameof(arrays));
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach ((string name, NdArray array) in arrays)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            ArgumentNullException.ThrowIfNull(array);
            if (!names.Add(name)) throw new ArgumentException($"two arrays are called '{name}'", nameof(arrays));
        }

        FileReplacement.Write(path, stream => NpzArchive.Write(stream, arrays));
    }
}

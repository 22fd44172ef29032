using System.IO.Compression;

namespace Dataflow.Nodes.Arrays;

/// <summary>A zip archive of .npy files, open for reading.</summary>
internal sealed class NpzArchive : IDisposable
{
    private const string Extension = ".npy";

    private readonly string _path;
    private readonly ZipArchive _archive;

    private NpzArchive(string path, ZipArchive archive) => (_path, _archive) = (path, archive);

    /// <summary>NumPy's names: those of the entries without `.npy`.</summary>
    public IReadOnlyList<string> Names => [.. _archive.Entries.Select(NameOf)];

    /// <exception cref="FileFormatException">The file is no zip archive.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static NpzArchive Open(string path)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        try
        {
            ZipArchive archive = new(stream, ZipArchiveMode.Read);
            // The list of entries is read when it is first asked for.
            _ = archive.Entries;
            return new NpzArchive(path, archive);
        }
        catch (Exception e)
        {
            stream.Dispose();
            if (IsDamage(e)) throw new FileFormatException($"{path} is no npz file: {e.Message}", e);
            throw;
        }
    }

    /// <param name="name">What the array is called; null where there is only one.</param>
    /// <param name="read">Reads it from a stream, which errors are to call as it is told.</param>
    public TArray Read<TArray>(string? name, Func<Stream, string, TArray> read)
    {
        ZipArchiveEntry entry = Find(name);
        string source = $"{_path}, array '{NameOf(entry)}'";
        try
        {
            using NpzEntryStream stream = new(entry, source);
            TArray array = read(stream, source);
            stream.RequireWhole();
            return array;
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new FileFormatException($"{source} is damaged: {e.Message}", e);
        }
    }

    public static void Write(Stream stream, IReadOnlyList<(string Name, NdArray Array)> arrays)
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string name, NdArray array) in arrays)
        {
            ZipArchiveEntry entry = archive.CreateEntry(name + Extension, CompressionLevel.NoCompression);
            // The first that a zip archive can tell, as NumPy has it: equal arrays make equal files.
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using Stream content = entry.Open();
            NpyFile.Write(content, array);
        }
    }

    public void Dispose() => _archive.Dispose();

    private ZipArchiveEntry Find(string? name)
    {
        string names = string.Join(", ", Names.Select(it => $"'{it}'"));
        if (name is null)
        {
            return _archive.Entries is [var only] ? only : throw new FileFormatException(
                $"{_path} has {_archive.Entries.Count} arrays, so a name is needed; there are {names}");
        }

        ZipArchiveEntry[] found = [.. _archive.Entries.Where(entry => NameOf(entry) == name)];
        if (found.Length > 0) return found[^1];
        string hint = NearestNames.Hint(NearestNames.Of(name, Names));
        throw new FileFormatException($"{_path} has no array '{name}', but {names}{hint}");
    }

    private static string NameOf(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(Extension, StringComparison.Ordinal) ? entry.FullName[..^Extension.Length] : entry.FullName;

    /// <summary>What the library throws for archives that are damaged, or made by what it does not know.</summary>
    private static bool IsDamage(Exception error) =>
        error is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException
            or OverflowException;
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// What a store does to a disk that may fail or be cut off. All throw <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>.
/// </summary>
internal partial class Disk
{
    public static readonly Disk Real = new();

    public virtual void Write(SafeFileHandle file, string path, ReadOnlySpan<byte> bytes, long at) =>
        RandomAccess.Write(file, bytes, at);

    /// <summary>Returns when what was written to the file survives a loss of power.</summary>
    public virtual void Flush(SafeFileHandle file, string path) => RandomAccess.FlushToDisk(file);

    public virtual void Truncate(SafeFileHandle file, string path, long bytes) => RandomAccess.SetLength(file, bytes);

    /// <summary>Writes an array to a new file, as a whole and flushed, or leaves no file.</summary>
    public virtual void WriteArray(string path, NdArray array) => NpyFile.Write(path, array);

    public virtual void Move(string from, string to) => File.Move(from, to);

    public virtual void Delete(string path) => File.Delete(path);

    /// <summary>Returns when the names of files in a folder survive a loss of power.</summary>
    public virtual void FlushFolder(string path)
    {
        // Windows has no such call: its file systems keep a journal of names.
        if (OperatingSystem.IsWindows()) return;
        int folder = Open(path, flags: 0);
        if (folder < 0) throw Failed(path);
        try
        {
            if (Flush(folder) != 0) throw Failed(path);
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static IOException Failed(string path) =>
        new($"the folder {path} could not be flushed: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);
}

namespace Dataflow.Nodes.Arrays;

/// <summary>Writes a file beside its place, and moves it there when it is whole and on the disk.</summary>
internal static class FileReplacement
{
    /// <summary>A file of that name is replaced as a whole or, when writing fails, stays what it was.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string unfinished = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            using (FileStream stream = new(unfinished, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                write(stream);
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
}

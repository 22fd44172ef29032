using System.Numerics;

namespace Dataflow.Host.Scripts;

/// <summary>The files that arrays are read from, told apart by the end of their name.</summary>
internal static class ArrayFiles
{
    public static bool IsNpy(string path) => path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);

    public static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    public static bool IsKnown(string path) => IsNpy(path) || IsCsv(path);

    /// <summary>Reads a whole file, or the columns of a .csv file from the first to before the second.</summary>
    /// <exception cref="DataflowException">It is not what its name says, or cut short.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NdArray<T> Load<T>(string path, (int First, int End)? columns = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (IsNpy(path)) return NpyFile.Read<T>(path);
        return CsvFile.Read<T>(path, new CsvOptions { FirstColumn = columns?.First ?? 0, LastColumn = columns?.End });
    }
}

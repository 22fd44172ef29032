using System.Numerics;

namespace Dataflow.Host.Scripts;

/// <summary>The files that arrays are read from and written to, told apart by the end of their name.</summary>
internal static class ArrayFiles
{
    public static bool IsNpy(string path) => Ends(path, ".npy");

    public static bool IsNpz(string path) => Ends(path, ".npz");

    public static bool IsCsv(string path) => Ends(path, ".csv");

    public static bool IsKnown(string path) => IsNpy(path) || IsNpz(path) || IsCsv(path);

    /// <summary>Reads an array.</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">Which array of a .npz file; null for the only one.</param>
    /// <param name="csv">How a .csv file is laid out.</param>
    /// <param name="cancellation">Looked at while it is read.</param>
    /// <exception cref="DataflowException">It is not what its name says, or cut short.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NdArray<T> Load<T>(string path, string? array, CsvOptions csv, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (IsNpy(path)) return NpyFile.Read<T>(path, cancellation);
        return IsNpz(path) ? NpzFile.Read<T>(path, array, cancellation) : CsvFile.Read<T>(path, csv, cancellation);
    }

    /// <summary>Writes arrays, of which only a .npz file takes several; the file is replaced as a whole.</summary>
    /// <exception cref="DataflowException">A .csv file cannot hold the array.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Save<T>(string path, IReadOnlyList<(string Name, NdArray<T> Array)> arrays)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (IsNpz(path)) NpzFile.Write(path, [.. arrays.Select(it => (it.Name, (NdArray)it.Array))]);
        else if (IsNpy(path)) NpyFile.Write(path, arrays[0].Array);
        else CsvFile.Write(path, arrays[0].Array);
    }

    private static bool Ends(string path, string end) => path.EndsWith(end, StringComparison.OrdinalIgnoreCase);
}

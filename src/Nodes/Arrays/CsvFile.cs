using System.Numerics;
using Dataflow.Nodes.Arrays;

namespace Dataflow;

/// <summary>Numbers in lines of text, one row a line.</summary>
public static class CsvFile
{
    /// <summary>
    /// Reads a table of shape [rows, columns]. Blank lines are nothing; a first line with text where numbers are
    /// wanted, or with text and another number of fields than the second line, is skipped.
    /// </summary>
    /// <exception cref="FileFormatException">A line has another number of fields than those before, or a field is no
    /// number, or there is nothing to read; the message names file, line, column and text.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static NdArray<T> Read<T>(string path, CsvOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using StreamReader reader = new(path);
        return Read<T>(reader, path, options);
    }

    /// <summary>Reads a table from text that is open already.</summary>
    /// <param name="reader">Read to its end and left open.</param>
    /// <param name="source">What errors call it.</param>
    /// <param name="options">How it is laid out.</param>
    /// <inheritdoc cref="Read{T}(string, CsvOptions?)"/>
    public static NdArray<T> Read<T>(TextReader reader, string source, CsvOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(source);
        using CsvTable<T> table = new(reader, source, options ?? new CsvOptions());
        return table.Read();
    }
}

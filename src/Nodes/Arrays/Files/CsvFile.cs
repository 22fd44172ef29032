using System.Numerics;
using System.Text;
using Dataflow.Nodes.Arrays;

namespace Dataflow;

/// <summary>Numbers in lines of text, one row a line.</summary>
public static class CsvFile
{
    private const int BufferLength = 1 << 16;

    /// <summary>
    /// Reads a table of shape [rows, columns]. Blank lines are nothing; <see cref="CsvHeader.Auto"/> says when the first
    /// line is a header. Fields are decimal numbers, or nan, inf or infinity in any case, in quotes or not.
    /// </summary>
    /// <param name="path">The file: UTF-8, or what its first bytes say.</param>
    /// <param name="options">How it is laid out, and what of it is wanted.</param>
    /// <param name="cancellation">Looked at between parts of about 64 KiB.</param>
    /// <exception cref="FileFormatException">A line has another number of fields than those before, a field is no
    /// number, a quote does not end, or there is nothing to read; the message names file, line, column and
    /// text.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static NdArray<T> Read<T>(
        string path, CsvOptions? options = null, CancellationToken cancellation = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using StreamReader reader = new(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, BufferLength);
        return Read<T>(reader, path, options, cancellation);
    }

    /// <summary>Reads a table from text that is open already.</summary>
    /// <param name="reader">Read to its end and left open.</param>
    /// <param name="source">What errors call it.</param>
    /// <param name="options">How it is laid out, and what of it is wanted.</param>
    /// <param name="cancellation">Looked at between parts of about 64 KiB.</param>
    /// <inheritdoc cref="Read{T}(string, CsvOptions?, CancellationToken)"/>
    public static NdArray<T> Read<T>(
        TextReader reader, string source, CsvOptions? options = null, CancellationToken cancellation = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(source);
        _ = ElementTypes.Of<T>();
        options = Checked(options);
        CsvErrors errors = new(source);
        CsvScanner lines = new(new CsvWindow(reader, cancellation), errors, options);
        return new CsvTable<T>(lines, errors, options).Read();
    }

    /// <summary>
    /// Writes a matrix a row a line, a vector an element a line, or a single number; with as many digits as tell numbers
    /// apart, and nan, inf and -inf. A file of that name is replaced as a whole or, when writing fails, stays what it
    /// was.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="array">The numbers.</param>
    /// <param name="options">Only delimiter and decimal character count.</param>
    /// <exception cref="ShapeException">The array has more than two axes, or no elements.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(string path, NdArray<T> array, CsvOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(array);
        options = Checked(options);
        CsvWriting.RequireTable(array.Shape);
        FileReplacement.Write(path, stream =>
        {
            using StreamWriter writer = new(stream, bufferSize: BufferLength, leaveOpen: true);
            CsvWriting.Write(writer, array, options);
        });
    }

    /// <summary>Writes a table to text that is open already, and leaves it open.</summary>
    /// <inheritdoc cref="Write{T}(string, NdArray{T}, CsvOptions?)"/>
    public static void Write<T>(TextWriter writer, NdArray<T> array, CsvOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(array);
        CsvWriting.Write(writer, array, Checked(options));
    }

    private static CsvOptions Checked(CsvOptions? options)
    {
        options ??= new CsvOptions();
        return options.Problem is { } problem ? throw new ArgumentException(problem, nameof(options)) : options;
    }
}

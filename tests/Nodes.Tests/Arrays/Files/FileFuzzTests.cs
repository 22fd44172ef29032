using System.Globalization;
using System.Text;
using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

/// <summary>
/// Whatever stands in a file, reading it gives a value or a <see cref="DataflowException"/>, soon. A text that fails
/// prints its seed; <c>DATAFLOW_FILE_SEED</c> replays it, <c>DATAFLOW_FILES</c> is how many are tried.
/// </summary>
public sealed class FileFuzzTests
{
    private const string Header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";

    private static readonly string[] HeaderParts =
    [
        "{", "}", "(", ")", "[", "]", ",", ":", "'", "\"", "'''", "\\", "#", "\n", "\r", " ", "\t", "\f", "\0", "descr",
        "'shape'", "'descr'", "<f8", "True", "None", "set(", "0x", "0", "1_", "9", "L", "1e", "j", "-", "+", ".", "...",
        "u'", "b\"", "r'", "\\x4", "\\u12", "\\N{", "\u00E9", "\uFFFF", "lambda", "*", "**{",
    ];

    private static readonly string[] CsvParts =
    [
        "1", "2.5", "-", "+", ".", ",", ",", ";", "\t", "\n", "\n", "\r", "\r\n", "\"", "\"\"", "#", "# ", " ", "NA",
        "nan", "inf", "x", "\0", "\uFEFF", "e5", "1e999", "\u00E9", "\uD800", "_", "0x1", "9999999999999999999999",
    ];

    private static int Count =>
        int.Parse(Environment.GetEnvironmentVariable("DATAFLOW_FILES") ?? "20000", CultureInfo.InvariantCulture);

    private static IEnumerable<int> Seeds =>
        Environment.GetEnvironmentVariable("DATAFLOW_FILE_SEED") is { } seed
            ? [int.Parse(seed, CultureInfo.InvariantCulture)] : Enumerable.Range(0, Count);

    [Fact]
    public void Parse_RandomHeaders_GivesAHeaderOrRefuses() => TryAll(seed =>
    {
        SeededRandom random = new(seed);
        string header = seed % 2 == 0 ? random.Text(HeaderParts) : random.Changed(Header, HeaderParts);
        NpyHeaderText.Parse(header, "text", version: 1 + (seed % 3));
    });

    [Fact]
    public void Read_RandomNpyBytes_GivesAnArrayOrRefuses() => TryAll(seed =>
    {
        SeededRandom random = new(seed);
        using MemoryStream whole = new();
        NpyFile.Write(whole, NdArray<double>.Of(1, 2, 3));
        byte[] bytes = whole.ToArray();
        for (int i = random.Below(4); i >= 0; i--) bytes[random.Below(bytes.Length)] = (byte)random.Below(256);
        using MemoryStream stream = new(bytes, 0, random.Below(4) == 0 ? random.Below(bytes.Length) : bytes.Length);
        NpyFile.Read(stream);
    });

    [Fact]
    public void Read_RandomCsv_GivesATableOrRefuses() => TryAll(seed =>
    {
        SeededRandom random = new(seed);
        CsvOptions options = random.Options();
        using StringReader reader = new(random.Text(CsvParts));
        CsvFile.Read<double>(reader, "text", options);
    });

    [Fact]
    public void Read_RandomNpz_GivesAnArrayOrRefuses()
    {
        using TestFiles files = new();
        NpzFile.Write(files["a.npz"], ("x", NdArray<double>.Of(1, 2, 3)));
        byte[] whole = File.ReadAllBytes(files["a.npz"]);
        TryAll(seed =>
        {
            SeededRandom random = new(seed);
            byte[] bytes = [.. whole];
            for (int i = random.Below(4); i >= 0; i--) bytes[random.Below(bytes.Length)] = (byte)random.Below(256);
            int length = random.Below(4) == 0 ? random.Below(bytes.Length) : bytes.Length;
            File.WriteAllBytes(files["b.npz"], bytes[..length]);
            NpzFile.Read(files["b.npz"]);
        }, part: 10);
    }

    /// <summary>Were time not in proportion to length, these would take minutes; memory is counted.</summary>
    [Theory]
    [InlineData("", "'k':[", "")]
    [InlineData("", "(", "")]
    [InlineData("", "-", "")]
    [InlineData("", "'", "")]
    [InlineData("", "'a' ", "")]
    [InlineData("", "#", "")]
    [InlineData("", "\n", "")]
    [InlineData("", "9", "")]
    [InlineData("", "0x", "")]
    [InlineData("[", "1, ", "]")]
    [InlineData("{", "(): (), ", "}")]
    [InlineData("{", "'shape': (1,), ", "}")]
    [InlineData("[", "((),), ", "]")]
    [InlineData("\"", "\\x41", "\"")]
    [InlineData("'''", "''", "'''")]
    [InlineData("[", "1 + 1j, ", "]")]
    public void Parse_HeaderOfAMegabyte_TakesLinearTimeAndMemory(string start, string part, string end)
    {
        string text = start + string.Concat(Enumerable.Repeat(part, (1 << 20) / part.Length)) + end;
        Linear(text, () => NpyHeaderText.Parse(text, "text", version: 1));
    }

    [Theory]
    [InlineData("1,2\n")]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("\"\n")]
    [InlineData(",")]
    [InlineData("\n")]
    [InlineData("# \n")]
    [InlineData(" ")]
    [InlineData("1")]
    [InlineData("\"1\",")]
    public void Read_CsvOfAMegabyte_TakesLinearTimeAndMemory(string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, (1 << 20) / part.Length));
        CsvOptions options = new() { Missing = CsvMissing.NaN };
        Linear(text, () => CsvFile.Read<double>(new StringReader(text), "text", options));
    }

    private static void Linear(string text, Action read)
    {
        const long MostPerCharacter = 400;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Try(read);
        long took = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(took < text.Length * MostPerCharacter, $"{took} bytes for {text.Length} characters");
    }

    private static void TryAll(Action<int> read, int part = 1)
    {
        foreach (int seed in Seeds)
        {
            if (seed % part != 0) continue;
            try { Try(() => read(seed)); }
            catch (Exception e) { Assert.Fail($"seed {seed}: {e}"); }
        }
    }

    private static void Try(Action read)
    {
        try { read(); }
        catch (DataflowException) { }
    }

    /// <summary>The same choices for the same seed, on every machine.</summary>
    private sealed class SeededRandom(int seed)
    {
        private ulong _state = ((ulong)seed * 0x9E3779B97F4A7C15) + 1;

        public int Below(int limit)
        {
            _state ^= _state << 13;
            _state ^= _state >> 7;
            _state ^= _state << 17;
            return (int)(_state % (ulong)limit);
        }

        public string Text(string[] parts)
        {
            StringBuilder text = new();
            for (int i = Below(40); i >= 0; i--) text.Append(parts[Below(parts.Length)]);
            return text.ToString();
        }

        public string Changed(string text, string[] parts)
        {
            for (int i = Below(3); i >= 0; i--)
            {
                int place = Below(text.Length);
                text = text[..place] + parts[Below(parts.Length)] + text[Math.Min(text.Length, place + Below(3))..];
            }

            return text;
        }

        public CsvOptions Options() => new()
        {
            Delimiter = ",;\t "[Below(4)], Decimal = '.', Header = (CsvHeader)Below(3), Skip = Below(3),
            Comment = Below(3) switch { 0 => null, 1 => "#", _ => "" }, Missing = (CsvMissing)Below(2),
            Columns = Below(3) == 0 ? CsvColumns.Named("x") : Below(2) == 0 ? CsvColumns.All : 0..1,
        };
    }
}

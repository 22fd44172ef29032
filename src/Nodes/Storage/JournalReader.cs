using System.Globalization;
using Google.Protobuf;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// Reads a journal from its begin. The last record of one that nobody has sealed may be torn: then it was never
/// acknowledged, for an append is acknowledged when all of it is on disk, and the next one begins only then. So nothing
/// whole can follow a torn record, and where something whole does follow, the damage is of another kind.
/// </summary>
internal sealed class JournalReader : IDisposable
{
    private readonly GraphFolder _folder;
    private readonly bool _isSealed;
    private readonly FileStream _file;
    private readonly long _end;
    private byte[] _frame = new byte[1 << 12];

    /// <param name="folder">Where it is.</param>
    /// <param name="name">Which one.</param>
    /// <param name="sealedBytes">How many bytes of it count; negative when nobody has sealed it yet.</param>
    public JournalReader(GraphFolder folder, JournalName name, long sealedBytes)
    {
        (_folder, Name, _isSealed) = (folder, name, sealedBytes >= 0);
        _file = new FileStream(name.Path, new FileStreamOptions
        {
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.SequentialScan,
            BufferSize = 1 << 16,
        });
        long length = _file.Length;
        if (length < sealedBytes)
        {
            _file.Dispose();
            throw Damaged(length, Format($"{sealedBytes} bytes, which a later journal counts on"), $"{length}");
        }

        _end = _isSealed ? sealedBytes : length;
        Header = ReadHeader();
    }

    public JournalName Name { get; }

    public StoredHeader Header { get; }

    /// <summary>The sequence number of what was read last, the header at first.</summary>
    public long Sequence { get; private set; } = -1;

    /// <summary>Where what was read last begins.</summary>
    public long Start { get; private set; }

    /// <summary>Where what was read last ends.</summary>
    public long Position { get; private set; }

    /// <summary>How many bytes at the end are of a torn record.</summary>
    public long TornBytes { get; private set; }

    /// <summary>The next record, or null after the last whole one.</summary>
    /// <exception cref="StoreDamagedException">It is damaged, and not as the last record can be.</exception>
    public StoredRecord? Read()
    {
        if (Position == _end || TornBytes > 0) return null;
        int length = ReadFrame(out string trouble);
        if (length >= 0) return Parse(StoredRecord.Parser, length);
        if (_isSealed || HasWholeFrameAfter()) throw Damaged(Position, Format($"record {Sequence + 1}"), trouble);
        TornBytes = _end - Position;
        return null;
    }

    public StoreDamagedException Damaged(long offset, string expected, string came) =>
        _folder.Damaged(Name.Path, offset, expected, came);

    public void Dispose() => _file.Dispose();

    private StoredHeader ReadHeader()
    {
        try
        {
            // A journal has its name only when its header is on disk: a torn one is damage.
            int length = ReadFrame(out string trouble);
            if (length < 0) throw Damaged(0, "the header of a journal", trouble);
            StoredHeader header = Parse(StoredHeader.Parser, length);
            bool isKnown = header.Format is >= JournalFormat.Oldest and <= JournalFormat.Version;
            if (isKnown && header.Generation == Name.Generation.Number) return header;
            throw Damaged(0,
                Format($"format {JournalFormat.Version}, generation {Name.Generation}"),
                Format($"format {header.Format}, generation {header.Generation}"));
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a whole frame and moves behind it, or says what is wrong with it and stays.</summary>
    /// <returns>How long its message is; negative when it is not whole.</returns>
    private int ReadFrame(out string trouble)
    {
        trouble = Format($"{_end - Position} bytes, which are no record");
        if (_end - Position < JournalFrame.HeadBytes) return -1;
        _file.ReadExactly(_frame, 0, JournalFrame.HeadBytes);
        int length = JournalFrame.LengthOf(_frame);
        trouble = "bytes that do not begin a record";
        if (length < 0) return -1;
        trouble = Format($"one of {length} bytes, of which {_end - Position - JournalFrame.HeadBytes} are there");
        if (length > _end - Position - JournalFrame.HeadBytes) return -1;
        int whole = JournalFrame.HeadBytes + length;
        if (_frame.Length < whole)
            Array.Resize(ref _frame, Math.Max(whole, (int)Math.Min(2L * _frame.Length, 1 << 30)));
        _file.ReadExactly(_frame, JournalFrame.HeadBytes, length);
        trouble = "one whose hash is another";
        if (!JournalFrame.IsWhole(_frame.AsSpan(0, whole), Name.Generation)) return -1;
        Accept(JournalFrame.SequenceOf(_frame), whole);
        return length;
    }

    private void Accept(long sequence, int bytes)
    {
        if (Sequence >= 0 && sequence != Sequence + 1)
            throw Damaged(Position, Format($"record {Sequence + 1}"), Format($"record {sequence}"));
        (Sequence, Start, Position) = (sequence, Position, Position + bytes);
    }

    private T Parse<T>(MessageParser<T> parser, int length) where T : IMessage<T>
    {
        try { return parser.ParseFrom(_frame, JournalFrame.HeadBytes, length); }
        catch (InvalidProtocolBufferException error)
        {
            throw Damaged(Start, $"a {typeof(T).Name}", error.Message);
        }
    }

    private bool HasWholeFrameAfter() =>
        JournalSearch.HasWholeFrame(_file, Position + 1, _end, Name.Generation, Sequence + 1);

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

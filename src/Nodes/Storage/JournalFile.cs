using Google.Protobuf;
using Microsoft.Win32.SafeHandles;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>A journal that is being written. It gets its name when it is published.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly Disk _disk;
    private readonly SafeFileHandle _file;
    private string _path;

    public JournalFile(JournalName name, Disk disk)
    {
        (Name, _disk) = (name, disk);
        _path = GraphFolder.UnfinishedOf(name.Path);
        _file = File.OpenHandle(
            _path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    }

    public JournalName Name { get; }

    /// <summary>How many bytes count; what lies after them was never kept.</summary>
    public long Bytes { get; private set; }

    /// <summary>The sequence number that the next record has.</summary>
    public long Sequence { get; private set; }

    /// <summary>What this says of those before it.</summary>
    public StoredHeader Header { get; private set; } = new();

    /// <summary>The seals of those before this and of this, for the one after it.</summary>
    public IEnumerable<StoredSeal> Seals =>
        [.. Header.Seals, new StoredSeal { Generation = Name.Generation.Number, Bytes = Bytes }];

    /// <summary>Begins with a header of this sequence number.</summary>
    public void Begin(StoredHeader header, long sequence)
    {
        (Header, Sequence) = (header, sequence);
        Add(header);
    }

    /// <summary>Writes a message that counts from now on, though it may not be on disk yet.</summary>
    public void Add(IMessage message)
    {
        byte[] frame = Encode(message);
        Write(frame);
        Count(frame);
    }

    public byte[] Encode(IMessage message) => JournalFrame.Encode(message, Sequence, Name.Generation);

    /// <summary>Writes a frame after what counts.</summary>
    public void Write(byte[] frame) => _disk.Write(_file, _path, frame, Bytes);

    /// <summary>The frame that was written counts from now on.</summary>
    public void Count(byte[] frame) => (Bytes, Sequence) = (Bytes + frame.Length, Sequence + 1);

    public void Flush() => _disk.Flush(_file, _path);

    /// <summary>Cuts off what does not count.</summary>
    public void TakeBack()
    {
        _disk.Truncate(_file, _path, Bytes);
        Flush();
    }

    /// <summary>Gives the journal its name: who opens the graph from now on reads it.</summary>
    public void Publish()
    {
        _disk.Move(_path, Name.Path);
        _path = Name.Path;
    }

    /// <summary>Closes and deletes a journal that was not published.</summary>
    public void Abandon()
    {
        Dispose();
        GraphFolder.TryDelete(_path, _disk);
    }

    public void Dispose() => _file.Dispose();
}

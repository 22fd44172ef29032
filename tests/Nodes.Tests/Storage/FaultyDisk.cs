using Dataflow.Nodes.Storage;
using Microsoft.Win32.SafeHandles;

namespace Dataflow.Nodes.Tests.Storage;

/// <summary>What a store is about to do to its disk.</summary>
internal enum DiskAct
{
    Write,
    Flush,
    Truncate,
    WriteArray,
    Move,
    Delete,
    FlushFolder,
}

/// <summary>
/// A disk that dies at a step, never to do anything again: then the process that used it is as good as killed there. Or
/// one that has room for so many bytes, or that does something else first.
/// </summary>
internal sealed class FaultyDisk : Disk
{
    private int _steps;

    /// <summary>At which step it dies, counted from 0; half of what that step writes is written.</summary>
    public int DiesAt { get; init; } = int.MaxValue;

    /// <summary>How many more bytes journals may have.</summary>
    public long Room { get; set; } = long.MaxValue;

    /// <summary>Is called before each step; may throw.</summary>
    public Action<DiskAct, string>? Before { get; set; }

    public bool IsDead => _steps > DiesAt;

    public override void Write(SafeFileHandle file, string path, ReadOnlySpan<byte> bytes, long at)
    {
        Before?.Invoke(DiskAct.Write, path);
        bool dies = IsNextTheLast();
        int written = (int)Math.Min(Room, dies ? bytes.Length / 2 : bytes.Length);
        base.Write(file, path, bytes[..written], at);
        if (Room < long.MaxValue) Room -= written;
        if (dies) throw Dead();
        if (written < bytes.Length) throw new IOException($"No space left on device : '{path}'");
    }

    public override void Flush(SafeFileHandle file, string path)
    {
        Step(DiskAct.Flush, path);
        base.Flush(file, path);
    }

    public override void Truncate(SafeFileHandle file, string path, long bytes)
    {
        Step(DiskAct.Truncate, path);
        base.Truncate(file, path, bytes);
    }

    public override void WriteArray(string path, NdArray array)
    {
        Step(DiskAct.WriteArray, path);
        base.WriteArray(path, array);
    }

    public override void Move(string from, string to)
    {
        Step(DiskAct.Move, to);
        base.Move(from, to);
    }

    public override void Delete(string path)
    {
        Step(DiskAct.Delete, path);
        base.Delete(path);
    }

    public override void FlushFolder(string path)
    {
        Step(DiskAct.FlushFolder, path);
        base.FlushFolder(path);
    }

    private void Step(DiskAct act, string path)
    {
        Before?.Invoke(act, path);
        if (IsNextTheLast()) throw Dead();
    }

    private bool IsNextTheLast()
    {
        if (IsDead) throw Dead();
        return _steps++ == DiesAt;
    }

    private static IOException Dead() => new("the process was killed");
}

using Microsoft.Win32.SafeHandles;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// The file that says how far a graph had got. It is written after each append, which costs a system call and no wait
/// for the disk; the disk has it a second later. So a process that is killed leaves a mark that is exact, and a machine
/// that loses power one that is at most a second old.
/// </summary>
/// <remarks>
/// There are two places, for journals of even and of odd generations. A process that was stopped between its append and
/// its mark thus does not write over the mark of the one who came after it; and of two places, one is whole.
/// </remarks>
internal sealed class MarkFile : IDisposable
{
    private const int Places = 2;
    private const int PlaceBytes = 512; // a disk writes so many at once

    private static readonly TimeSpan FlushAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SafeFileHandle _file;
    private readonly StoreSettings _settings;
    private readonly ITimer _timer;
    private bool _isFlushDue;
    private bool _hasFailed;
    private bool _isClosed;

    /// <exception cref="IOException">It cannot be opened, or made where there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written, or a folder has its name.</exception>
    public MarkFile(string path, StoreSettings settings)
    {
        (Path, _settings) = (path, settings);
        _file = File.OpenHandle(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        _timer = settings.Time.CreateTimer(
            _ => TryFlush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Path { get; }

    /// <summary>Whether nothing was ever written to it, as when it has just been made.</summary>
    public bool IsEmpty => RandomAccess.GetLength(_file) == 0;

    /// <summary>The newest mark; null when there is none that is whole.</summary>
    public StoreMark? Read()
    {
        StoreMark? newest = null;
        byte[] bytes = new byte[StoreMark.EncodedBytes];
        for (int place = 0; place < Places; place++)
        {
            int came = RandomAccess.Read(_file, bytes, place * PlaceBytes);
            if (StoreMark.Decode(bytes.AsSpan(0, came)) is not { } mark) continue;
            if (newest is not { } other || mark.IsAfter(other))
                newest = mark;
        }

        return newest;
    }

    /// <summary>Says that there is nothing yet: who finds journals without a mark knows that it is gone.</summary>
    public void Begin()
    {
        Write(default);
        _settings.Disk.Flush(_file, Path);
    }

    /// <summary>Notes how far the graph has got. What fails is reported once, and hinders nobody.</summary>
    public void Note(in StoreMark mark)
    {
        try
        {
            Write(mark);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Report(error);
            return;
        }

        lock (_gate)
        {
            if (_isFlushDue || _isClosed) return;
            _isFlushDue = true;
            _timer.Change(FlushAfter, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        TryFlush();
        lock (_gate) _isClosed = true;
        _timer.Dispose();
        _file.Dispose();
    }

    private void Write(in StoreMark mark) =>
        _settings.Disk.Write(_file, Path, mark.Encode(), mark.Generation.Number % Places * PlaceBytes);

    private void TryFlush()
    {
        lock (_gate)
        {
            if (!_isFlushDue || _isClosed) return;
            _isFlushDue = false;
            try
            {
                _settings.Disk.Flush(_file, Path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Report(error);
            }
        }
    }

    private void Report(Exception error)
    {
        if (_hasFailed) return;
        _hasFailed = true;
        _settings.Report($"how far a graph has got could not be noted in {Path}: {error.Message} What is assigned is "
            + "kept nevertheless; only what is missing later may not be found.");
    }
}

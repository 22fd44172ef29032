using System.Diagnostics;

namespace Dataflow.Host.LocalCluster;

/// <summary>
/// A process of this executable. It ends with us: it stops when its input ends, which the system sees to however we
/// end, and to end its input is also how it is asked to stop.
/// </summary>
internal sealed class MemberProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="arguments">What it is started with.</param>
    /// <param name="line">Takes each line that it prints; called on any thread.</param>
    public MemberProcess(IEnumerable<string> arguments, Action<string> line)
    {
        ProcessStartInfo info = OwnExecutable.With(arguments);
        info.RedirectStandardInput = info.RedirectStandardOutput = info.RedirectStandardError = true;
        _process = new Process { StartInfo = info, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, it) => Tell(it.Data, line);
        _process.ErrorDataReceived += (_, it) => Tell(it.Data, line);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Id = _process.Id;
        _ = WatchAsync();
    }

    public int Id { get; }

    /// <summary>Done with its exit code when it has ended and all that it printed was told.</summary>
    public Task<int> Exited => _exited.Task;

    public void AskToStop()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }

    public void Kill() => _process.Kill();

    public void Dispose() => _process.Dispose();

    private static void Tell(string? text, Action<string> line)
    {
        if (text is not null) line(text);
    }

    private async Task WatchAsync()
    {
        await _process.WaitForExitAsync();
        _exited.SetResult(_process.ExitCode);
    }
}

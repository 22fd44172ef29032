using System.Runtime.InteropServices;

namespace Dataflow.Host.Members;

/// <summary>
/// What asks the process to stop: SIGTERM, SIGINT, or the end of its input. The first one lets it finish; a second
/// SIGINT does not. A terminal sends SIGINT to all processes of a group, so one of them may get SIGTERM after it.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly TaskCompletionSource<int> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _atOnce = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly TaskCompletionSource _early = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _interrupts;
    private bool _isHeeded;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Terminate),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt),
    ];

    /// <summary>Done when the process is to stop; its result is the exit code for that.</summary>
    public Task<int> Asked => _asked.Task;

    /// <summary>
    /// Done when the process is to stop before anybody heeds it: nothing has begun then that would have to be ended.
    /// </summary>
    public Task AskedEarly => _early.Task;

    /// <summary>From now on somebody sees to it that the process stops when it is asked to.</summary>
    public void Heed()
    {
        lock (_gate) _isHeeded = true;
    }

    /// <summary>Cancelled when it is to stop without finishing.</summary>
    public CancellationToken AtOnce => _atOnce.Token;

    /// <summary>Takes the end of an input for a request to stop: whoever held its other end is gone.</summary>
    public async Task WatchAsync(Stream input)
    {
        byte[] ignored = new byte[256];
        while (await input.ReadAsync(ignored) > 0)
        {
        }

        Ask(ExitCode.Success);
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _atOnce.Dispose();
    }

    private void Terminate(PosixSignalContext context)
    {
        context.Cancel = true;
        Ask(ExitCode.Success);
    }

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _interrupts) > 1) _atOnce.Cancel();
        Ask(ExitCode.Interrupted);
    }

    private void Ask(int code)
    {
        _asked.TrySetResult(code);
        lock (_gate)
        {
            if (!_isHeeded) _early.TrySetResult();
        }
    }
}

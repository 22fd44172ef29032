using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Dataflow.TestKit;

/// <summary>
/// A real process of the executable, in a folder of its own. What it prints is kept, and tests wait for its lines. It
/// is never left behind: it ends when this is disposed of, or when the process of the test is gone.
/// </summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private const int EventReady = 1;

    private readonly Process _process;
    private readonly HostOutput _output = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-process-").FullName;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(IEnumerable<string> arguments)
    {
        string library = Path.Combine(AppContext.BaseDirectory, "dataflow.dll");
        ProcessStartInfo info = new(Runtime(), [library, .. arguments])
        {
            WorkingDirectory = _folder, UseShellExecute = false,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (string name in info.Environment.Keys.Where(IsOption).ToArray()) info.Environment.Remove(name);
        _process = new Process { StartInfo = info, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, it) => _output.Add(it.Data, isError: false);
        _process.ErrorDataReceived += (_, it) => _output.Add(it.Data, isError: true);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _ = WatchAsync();
    }

    /// <summary>Where a member that is ready listens.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Where the health of a member that is ready is.</summary>
    public string Health { get; private set; } = "";

    public int Id => _process.Id;

    /// <summary>What it has printed so far, for messages.</summary>
    public string Text => _output.Text;

    /// <summary>Done with its exit code when it has ended; of one killed by a signal, 128 and the signal.</summary>
    public Task<int> Exited => _exited.Task.WaitAsync(HostOutput.Patience);

    /// <summary>Starts any verb; with its standard input open, so `--exit-when-stdin-closes` may be given.</summary>
    public static HostProcess Start(params IEnumerable<string> arguments) => new(arguments);

    /// <summary>Starts a member and waits until it is ready.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="seed">Where the seed listens; null: this one is the seed.</param>
    /// <param name="listen">Where it listens; null: a free port. The same again when it starts once more.</param>
    /// <param name="options">More options: `--store:kind=none`.</param>
    public static async Task<HostProcess> StartMemberAsync(
        string name, string? seed = null, string? listen = null, params IEnumerable<string> options)
    {
        HostProcess process = Start(
        [
            "host", "--exit-when-stdin-closes", $"--member:name={name}",
            $"--member:listen={listen ?? "tcp://127.0.0.1:0"}", "--health:listen=http://127.0.0.1:0",
            .. seed is null ? (string[])[] : [$"--cluster:seed={seed}"], .. options,
        ]);
        try
        {
            await process.ReadyAsync();
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the next line, of any that were not waited for, that has a text in it.</summary>
    /// <exception cref="InvalidOperationException">It ended without such a line.</exception>
    public Task<string> LineAsync(string text) => _output.LineAsync(text);

    /// <summary>Waits until it says that it is ready, and reads where.</summary>
    public async Task ReadyAsync()
    {
        string line = await LineAsync($"\"EventId\":{EventReady},");
        using JsonDocument json = JsonDocument.Parse(line);
        JsonElement state = json.RootElement.GetProperty("State");
        Address = state.GetProperty(nameof(Address)).GetString()!;
        Health = state.GetProperty(nameof(Health)).GetString() ?? "";
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => Send(Signal.Kill);

    /// <summary>SIGTERM.</summary>
    public void Stop() => Send(Signal.Terminate);

    /// <summary>SIGINT.</summary>
    public void Interrupt() => Send(Signal.Interrupt);

    /// <summary>SIGSTOP.</summary>
    public void Pause() => Send(Signal.Stop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => Send(Signal.Continue);

    /// <summary>The end of its standard input.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    public string PathOf(string file) => Path.Combine(_folder, file);

    public async ValueTask DisposeAsync()
    {
        // A paused process is killed as well.
        if (!_exited.Task.IsCompleted) _process.Kill(entireProcessTree: true);
        await Exited;
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The `dotnet` that runs this test: its libraries are three folders below it.</summary>
    private static string Runtime() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    private static bool IsOption(string name) =>
        name.StartsWith("DATAFLOW_", StringComparison.Ordinal) && name.Contains("__", StringComparison.Ordinal);

    private async Task WatchAsync()
    {
        await _process.WaitForExitAsync();
        _output.End();
        _exited.SetResult(_process.ExitCode);
    }

    private void Send(Signal signal)
    {
        if (SendSignal(_process.Id, (int)signal) != 0)
            throw new InvalidOperationException($"{signal} did not reach process {_process.Id}: {Text}");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);

    /// <summary>Linux's numbers.</summary>
    private enum Signal
    {
        Interrupt = 2,
        Kill = 9,
        Terminate = 15,
        Continue = 18,
        Stop = 19,
    }
}

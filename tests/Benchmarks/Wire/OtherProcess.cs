using System.Diagnostics;

namespace Dataflow.Benchmarks.Wire;

/// <summary>This program once more, as the other side; it ends with this object.</summary>
internal sealed class OtherProcess : IDisposable
{
    private readonly Process _process;

    public OtherProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        Announced = _process.StandardOutput.ReadLine() ?? throw new IOException("the other process said nothing");
    }

    /// <summary>The first line that it printed: where it listens.</summary>
    public string Announced { get; }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}

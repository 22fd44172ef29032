using System.Diagnostics;

namespace Dataflow.Benchmarks.Peers;

/// <summary>
/// A process that does the same work in another way and measures itself. It stays, with the arrays of the last work, so
/// that its measurements can alternate with others'. One that cannot be started counts as not installed.
/// </summary>
internal sealed class Peer(string name, Func<ProcessStartInfo?> command) : IDisposable
{
    private Process? _process;

    /// <summary>The column's title.</summary>
    public string Name { get; } = name;

    /// <summary>What the peer says it is, or that it is not installed.</summary>
    public string Version { get; private set; } = "not installed";

    /// <summary>Whether anybody wanted to know.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>Starts it at the first call.</summary>
    public bool IsInstalled
    {
        get
        {
            if (!IsAsked) Start();
            return _process is not null;
        }
    }

    /// <summary>Measures for about this long; null when the peer has no such work.</summary>
    /// <exception cref="FormatException">It died, or answers what nobody understands.</exception>
    public PeerAnswer? Ask(PeerRequest request, int milliseconds)
    {
        if (!IsInstalled) return null;
        _process!.StandardInput.WriteLine(request.ToLine(milliseconds));
        _process.StandardInput.Flush();
        return PeerAnswer.Parse(_process.StandardOutput.ReadLine());
    }

    public void Dispose()
    {
        if (_process is null) return;
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    private void Start()
    {
        const string Greeting = "ready ";
        IsAsked = true;
        if (command() is not { } start) return;
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        Process? process = Executables.TryStart(start);
        if (process is null) return;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string first = process.StandardOutput.ReadLine() ?? "";
        if (!first.StartsWith(Greeting, StringComparison.Ordinal))
        {
            process.Dispose();
            return;
        }

        Version = first[Greeting.Length..];
        _process = process;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Dataflow.Benchmarks.Peers;

/// <summary>
/// A process that does the same work in another way and measures itself. It stays, with the arrays of the last work, so
/// that its measurements can alternate with others'. One that cannot be started counts as not installed; one that dies
/// is asked no more, and says so.
/// </summary>
internal sealed partial class Peer(string name, Func<ProcessStartInfo?> command) : IDisposable
{
    private Process? _process;

    /// <summary>The column's title.</summary>
    public string Name { get; } = name;

    /// <summary>What the peer says it is, or that it is not installed.</summary>
    public string Version { get; private set; } = "not installed";

    /// <summary>The width of its vectors in bits, as it says itself; null when it does not.</summary>
    public int? VectorBits => Width().Match(Version) is { Success: true } found
        ? int.Parse(found.Groups["bits"].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether it was there and is no more.</summary>
    public bool HasDied { get; private set; }

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

    /// <summary>Measures for about this long; null when the peer has no such work, or dies.</summary>
    /// <exception cref="FormatException">It answers what nobody understands.</exception>
    public PeerAnswer? Ask(PeerRequest request, int milliseconds)
    {
        if (!IsInstalled) return null;
        if (Exchange(request.ToLine(milliseconds)) is { } answer) return PeerAnswer.Parse(answer);
        Bury($"died of '{request.Name} {request.Length} {request.Type}'");
        return null;
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
        _process = process;
        if (first.StartsWith(Greeting, StringComparison.Ordinal)) Version = first[Greeting.Length..];
        else Bury("did not start");
    }

    /// <summary>Null when it is not there any more.</summary>
    private string? Exchange(string line)
    {
        try
        {
            _process!.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
            return _process.StandardOutput.ReadLine();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Bury(string how)
    {
        _process!.Kill();
        _process.WaitForExit();
        Version = $"{how} (exit code {_process.ExitCode}); its column is left out";
        HasDied = true;
        _process.Dispose();
        _process = null;
    }

    [GeneratedRegex(@"vectors of (?<bits>\d+) bits", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Width();
}

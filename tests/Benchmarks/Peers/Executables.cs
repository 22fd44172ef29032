using System.ComponentModel;
using System.Diagnostics;

namespace Dataflow.Benchmarks.Peers;

/// <summary>Programs that may or may not be on this machine.</summary>
internal static class Executables
{
    /// <summary>The process; null when there is no such program.</summary>
    public static Process? TryStart(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Whether the program is there and ends with 0.</summary>
    public static bool Succeeds(string program, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments.ToArray())
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process? process = TryStart(start);
        if (process is null) return false;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

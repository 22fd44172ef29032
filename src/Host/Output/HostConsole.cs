using Dataflow.Host.Members;
using Dataflow.Nodes;
using Spectre.Console;

namespace Dataflow.Host.Output;

/// <summary>Where output goes and what time it is; tests hand in their own.</summary>
/// <param name="Out">Results only.</param>
/// <param name="Error">Errors and progress.</param>
/// <param name="Time">The clock for what is told about durations.</param>
/// <param name="IsTerminal">Whether somebody watches: only then is progress shown, and only then in colour.</param>
internal sealed record HostConsole(TextWriter Out, TextWriter Error, TimeProvider Time, bool IsTerminal)
{
    /// <summary>What is given to the process to read; nothing when it is not said.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>What asks the process to stop, if that was listened to from its start on; null if not.</summary>
    public StopSignals? Signals { get; init; }

    public static HostConsole OfProcess() => new(
        Console.Out, Console.Error, TimeProvider.System, !Console.IsOutputRedirected && !Console.IsErrorRedirected)
    {
        In = Console.In,
    };

    /// <summary>Tells an error in one line, whatever names are in it.</summary>
    public void WriteError(string message) => WriteVisible(VisibleText.Of(message));

    /// <summary>Tells an error of several lines; nothing in it but these lines' ends is taken as it is.</summary>
    public void WriteErrorLines(string text) =>
        WriteVisible(string.Join('\n', text.Split('\n').Select(line => VisibleText.WithTabs(line.TrimEnd('\r')))));

    private void WriteVisible(string message)
    {
        Out.Flush();
        if (!IsTerminal)
        {
            Error.WriteLine($"error: {message}");
            return;
        }

        ErrorConsole().Write(new Markup("error:", new Style(Color.Red, decoration: Decoration.Bold)));
        Error.WriteLine($" {message}");
    }

    private IAnsiConsole ErrorConsole() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error) });
}

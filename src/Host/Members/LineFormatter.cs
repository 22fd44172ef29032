using System.Globalization;
using Dataflow.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Dataflow.Host.Members;

/// <summary>
/// An event as one line for reading: time, level, who says it, what. Names in it come from outside, so whatever acts on
/// a terminal is written out.
/// </summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(Key)
{
    /// <summary>By which it is chosen.</summary>
    public const string Key = "line";

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        string message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        string at = time.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        string fault = logEntry.Exception is { } exception ? $" {exception}" : "";
        string line = $"{at} {NameOf(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {message}{fault}";
        textWriter.WriteLine(VisibleText.Of(line));
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}

using Dataflow.Host.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Dataflow.Host.Members;

/// <summary>One line an event on standard output: JSON for collectors, or text.</summary>
internal static class HostLogs
{
    public static void Add(ILoggingBuilder logging, LoggingOptions options)
    {
        logging.SetMinimumLevel(options.Level);
        // What the server says of itself is told by us, in our own words.
        logging.AddFilter("Microsoft", Max(options.Level, LogLevel.Warning));
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        if (options.IsJson)
        {
            logging.AddJsonConsole(console =>
            {
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                console.UseUtcTimestamp = true;
            });
            return;
        }

        logging.Services.AddSingleton<ConsoleFormatter>(new LineFormatter(TimeProvider.System));
        logging.AddConsole(console => console.FormatterName = LineFormatter.Key);
    }

    private static LogLevel Max(LogLevel x, LogLevel y) => x > y ? x : y;
}

using Dataflow.Host.Options;
using Microsoft.Extensions.Logging;

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

        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
        });
    }

    private static LogLevel Max(LogLevel x, LogLevel y) => x > y ? x : y;
}

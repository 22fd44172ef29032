using System.CommandLine;
using System.CommandLine.Parsing;
using Dataflow.Host.Options;
using Dataflow.Host.Output;
using Dataflow.Host.Verbs;

namespace Dataflow.Host;

/// <summary>Runs the verb of a command line, and turns what goes wrong into a message and an exit code.</summary>
internal static class Invocation
{
    /// <summary>How long an interrupted verb may take to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> args, HostConsole console)
    {
        // An expression may begin with '@'; it names no response file.
        ParseResult command = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (command.Errors.Count > 0) return ReportUsage(command, console);
        try
        {
            return await command.InvokeAsync(new InvocationConfiguration
            {
                Output = console.Out, Error = console.Error, EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = command.CommandResult.Command is ServiceCommand ? null : Patience,
            });
        }
        catch (OptionsException error)
        {
            foreach (string fault in error.Faults) console.WriteError(fault);
            return ExitCode.Usage;
        }
        catch (Exception error)
        {
            return Report(error, console);
        }
        finally
        {
            await console.Out.FlushAsync();
        }
    }

    private static int ReportUsage(ParseResult command, HostConsole console)
    {
        foreach (ParseError error in command.Errors) console.WriteError(error.Message);
        bool hasVerb = command.CommandResult.Command is not RootCommand;
        console.Error.WriteLine($"see: dataflow {(hasVerb ? command.CommandResult.Command.Name + " " : "")}--help");
        return ExitCode.Usage;
    }

    private static int Report(Exception error, HostConsole console)
    {
        (int code, string? message) = error switch
        {
            UsageException => (ExitCode.Usage, error.Message),
            OperationCanceledException => (ExitCode.Interrupted, "interrupted"),
            DataflowException or IOException or UnauthorizedAccessException => (ExitCode.Failure, error.Message),
            _ => (ExitCode.Failure, null),
        };
        if (message is not null) console.WriteError(message);
        else console.WriteErrorLines(error.ToString()); // a fault of ours: whoever reports it needs the stack
        return code;
    }
}

using System.CommandLine;
using Dataflow.Host.Members;
using Dataflow.Host.Options;
using Dataflow.Host.Output;

namespace Dataflow.Host.Verbs;

/// <summary>`dataflow host --config FILE`: a member of a cluster, until it is asked to stop.</summary>
internal static class HostVerb
{
    public static Command Create(HostConsole console)
    {
        Option<string?> config = new("--config")
        {
            Description = "Options as JSON. DATAFLOW_SECTION__OPTION in the environment wins over it, and "
                + "--SECTION:OPTION=VALUE behind the verb wins over both.",
            HelpName = "FILE",
        };
        Option<string?> format = new("--log-format")
        {
            Description = "Short for --logging:format.", HelpName = "text|json",
        };
        Option<bool> withInput = ExitWhenStdinCloses();
        ServiceCommand command = new("host", "Runs a member of a cluster.") { config, format, withInput };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((ParseResult given, CancellationToken _) => RunAsync(
            OptionsOf(given.GetValue(config), given.GetValue(format), given.UnmatchedTokens),
            given.GetValue(withInput), console));
        return command;
    }

    public static Option<bool> ExitWhenStdinCloses() => new("--exit-when-stdin-closes")
    {
        Description = "Stops when the standard input ends: nothing stays behind when whoever started it is gone.",
    };

    private static HostOptions OptionsOf(string? file, string? format, IReadOnlyList<string> arguments)
    {
        IReadOnlyList<Setting> ofFile = file is null ? [] : JsonSettings.Read(file);
        IReadOnlyList<Setting> ofEnvironment = EnvironmentSettings.Read(Environment.GetEnvironmentVariables());
        IReadOnlyList<Setting> ofFormat =
            format is null ? [] : [new Setting("logging:format", format, "command line --log-format")];
        return OptionsReader.Read(ofFile, ofEnvironment, ofFormat, ArgumentSettings.Read(arguments));
    }

    private static async Task<int> RunAsync(HostOptions options, bool withInput, HostConsole console)
    {
        using StopSignals? own = console.Signals is null ? new StopSignals() : null;
        StopSignals signals = console.Signals ?? own!;
        if (withInput) _ = signals.WatchAsync(Console.OpenStandardInput());
        return await new MemberHost(options, signals, console, Composition.CreateMember).RunAsync();
    }
}

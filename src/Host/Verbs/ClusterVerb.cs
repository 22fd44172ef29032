using System.CommandLine;
using Dataflow.Host.LocalCluster;
using Dataflow.Host.Members;
using Dataflow.Host.Options;
using Dataflow.Host.Output;

namespace Dataflow.Host.Verbs;

/// <summary>`dataflow cluster --members 3`: members on this machine, a process each, until they are to stop.</summary>
internal static class ClusterVerb
{
    private const int HighestPort = ushort.MaxValue - ClusterPlan.HealthOffset - ClusterPlan.MostMembers;

    public static Command Create(HostConsole console)
    {
        Option<int> members = new("--members")
        {
            Description = $"How many, 1 to {ClusterPlan.MostMembers}.", DefaultValueFactory = _ => 3,
        };
        Option<int> port = new("--port")
        {
            Description = "The first member's port; the others count up, health is 70 above. 0 takes free ones.",
            DefaultValueFactory = _ => 4510,
        };
        Option<string?> store = new("--store")
        {
            Description = "Where graphs are kept; directory when --data is given.",
        };
        store.AcceptOnlyFromAmong("none", "directory");
        Option<string?> data = new("--data") { Description = "The folder of the store.", HelpName = "DIR" };
        Option<bool> noRestart = new("--no-restart") { Description = "A member that dies ends the cluster." };
        Option<bool> withInput = HostVerb.ExitWhenStdinCloses();
        ServiceCommand command = new(
            "cluster", "Runs a cluster on this machine; --SECTION:OPTION=VALUE is for each member.")
        {
            members, port, store, data, noRestart, withInput,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((ParseResult given, CancellationToken _) =>
        {
            IReadOnlyList<PlannedMember> plan = ClusterPlan.Of(
                Within("--members", given.GetValue(members), 1, ClusterPlan.MostMembers),
                Within("--port", given.GetValue(port), 0, HighestPort),
                DataOf(given.GetValue(store), given.GetValue(data)), Checked(given.UnmatchedTokens));
            return RunAsync(plan, given.GetValue(withInput), !given.GetValue(noRestart), console);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<PlannedMember> plan, bool withInput, bool isRestarted, HostConsole console)
    {
        using StopSignals? own = console.Signals is null ? new StopSignals() : null;
        StopSignals signals = console.Signals ?? own!;
        if (withInput) _ = signals.WatchAsync(Console.OpenStandardInput());
        return await new ClusterRunner(plan, new ClusterOutput(console), signals, isRestarted).RunAsync();
    }

    private static int Within(string option, int value, int least, int most) => value >= least && value <= most
        ? value : throw new UsageException($"{option}: expected {least} to {most}, came {value}");

    private static string? DataOf(string? store, string? data) => (store, data) switch
    {
        ("none", not null) => throw new UsageException("--data: expected --store directory with it, came --store none"),
        ("directory", null) => Path.GetFullPath("data"),
        (_, null) => null,
        _ => Path.GetFullPath(data),
    };

    /// <summary>Faults are told here, not once by each member.</summary>
    private static IReadOnlyList<string> Checked(IReadOnlyList<string> arguments)
    {
        OptionsReader.Read(ArgumentSettings.Read(arguments));
        return arguments;
    }
}

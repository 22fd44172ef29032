using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dataflow.Client.Sessions;
using Dataflow.Host.Output;
using Dataflow.Host.Queries;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Host.Verbs;

/// <summary>`dataflow members`, `graphs` and `inspect GRAPH`: what a running member says is there.</summary>
internal static class QueryVerbs
{
    public static Command Members(HostConsole console) => Create(
        new Command("members", "Lists the members of a cluster."), _ => new Describe { What = ReportJson.Members },
        ReportJson.Default.MembersReport, ReportTables.Write, console);

    public static Command Graphs(HostConsole console)
    {
        Option<string?> delete = new("--delete")
        {
            Description = "Deletes this graph, with all that is kept of it, instead.", HelpName = "NAME",
        };
        return Create(
            new Command("graphs", "Lists the graphs of a cluster, and where each is at home.") { delete },
            _ => new Describe { What = ReportJson.Graphs },
            ReportJson.Default.GraphsReport, ReportTables.Write, console,
            async (given, options, cancellation) =>
            {
                if (given.GetValue(delete) is not { } graph) return false;
                await using DataflowClient client = await options.ConnectAsync(given, console, cancellation);
                await DeleteAsync(client, graph, cancellation);
                return true;
            });
    }

    private static async Task DeleteAsync(DataflowClient client, string graph, CancellationToken cancellation)
    {
        try
        {
            await client.DeleteKnownGraphAsync(graph, cancellation);
        }
        catch (UnknownGraphException unknown)
        {
            throw new UsageException(unknown.Message);
        }
    }

    public static Command Inspect(HostConsole console)
    {
        Argument<string> graph = new("GRAPH") { Description = "The graph's name." };
        return Create(
            new Command("inspect", "Shows every node of a graph, and what each member has of it.") { graph },
            given => new Describe { What = ReportJson.Graph, Name = given.GetValue(graph)! },
            ReportJson.Default.GraphReport, ReportTables.Write, console);
    }

    private static Command Create<T>(
        Command command, Func<ParseResult, Describe> question, JsonTypeInfo<T> form, Action<TextWriter, T> write,
        HostConsole console, Func<ParseResult, QueryOptions, CancellationToken, Task<bool>>? instead = null)
    {
        QueryOptions options = new(command);
        command.SetAction(async (ParseResult given, CancellationToken cancellation) =>
        {
            if (instead is not null && await instead(given, options, cancellation)) return ExitCode.Success;
            string json = await options.AskAsync(given, question(given), console, cancellation);
            if (options.IsJson(given)) console.Out.WriteLine(Checked(json));
            else write(console.Out, Read(json, form));
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>What the member said, as JSON in any case: nothing else reaches a terminal.</summary>
    private static string Checked(string json)
    {
        using var text = new MemoryStream();
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            using (var writer = new Utf8JsonWriter(text)) document.WriteTo(writer);
            return Encoding.UTF8.GetString(text.ToArray());
        }
        catch (JsonException error)
        {
            throw new WireException($"the report is no JSON: {error.Message}", error);
        }
    }

    private static T Read<T>(string json, JsonTypeInfo<T> form)
    {
        try
        {
            return JsonSerializer.Deserialize(json, form) ?? throw new JsonException("it is null");
        }
        catch (JsonException error)
        {
            throw new WireException(
                $"the report is none of this version: {error.Message}; --format json shows it as it is", error);
        }
    }
}

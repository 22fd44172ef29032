using System.CommandLine;
using Dataflow.Host.Options;
using Dataflow.Host.Output;
using Dataflow.Host.Queries;
using Dataflow.Nodes;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Host.Verbs;

/// <summary>What the verbs take that ask a running member.</summary>
internal sealed class QueryOptions
{
    private readonly Option<string> _at = new("--at")
    {
        Description = "Where members listen; the first that can be reached is asked.", HelpName = "tcp://HOST:PORT,...",
        Required = true,
    };

    private readonly Option<string> _cluster = new("--cluster")
    {
        Description = "The cluster's name.", DefaultValueFactory = _ => "dataflow",
    };

    private readonly Option<string?> _token = new("--token")
    {
        Description = "What clients of this cluster must say. Or in the environment: DATAFLOW_SECURITY__TOKEN.",
    };

    private readonly Option<string?> _authority = new("--authority")
    {
        Description = "Who signed the certificates of members; the connection is TLS then.", HelpName = "FILE.pem",
    };

    private readonly Option<string> _format = new("--format")
    {
        Description = "text is for reading; json is what the member said.", DefaultValueFactory = _ => "text",
    };

    public QueryOptions(Command command)
    {
        _format.AcceptOnlyFromAmong("text", "json");
        foreach (Option option in (Option[])[_at, _cluster, _token, _authority, _format]) command.Add(option);
    }

    public bool IsJson(ParseResult given) => given.GetValue(_format) == "json";

    /// <summary>Connects to the members as a client that works with graphs.</summary>
    public Task<DataflowClient> ConnectAsync(ParseResult given, HostConsole console, CancellationToken cancellation)
    {
        TlsOptions? tls =
            given.GetValue(_authority) is { } file ? TlsFiles.OfClient("--authority", file) : null;
        ClientOptions options = new()
        {
            Cluster = given.GetValue(_cluster)!, Token = TokenOf(given), Tls = tls, Time = console.Time,
            Name = $"dataflow at {Environment.MachineName}",
        };
        return DataflowClient.ConnectAsync(string.Join(',', AddressesOf(given)), options, cancellation);
    }

    /// <returns>The report, as JSON.</returns>
    public Task<string> AskAsync(
        ParseResult given, Describe what, HostConsole console, CancellationToken cancellation)
    {
        string[] addresses = AddressesOf(given);
        TlsOptions? tls =
            given.GetValue(_authority) is { } file ? TlsFiles.OfClient("--authority", file) : null;
        LinkConnector connector = new(
            new LinkOptions(), tls, console.Time, text => console.Error.WriteLine(VisibleText.Of(text)));
        Hello hello = new()
        {
            Kind = Handshake.Client, Name = $"dataflow at {Environment.MachineName}",
            Cluster = given.GetValue(_cluster)!,
            Token = TokenOf(given),
        };
        return new MemberQuery(connector, hello).AskAsync(addresses, what, cancellation);
    }

    private string[] AddressesOf(ParseResult given) => [.. given.GetValue(_at)!.Split(',').Select(Checked)];

    private string TokenOf(ParseResult given) =>
        given.GetValue(_token) ?? Environment.GetEnvironmentVariable("DATAFLOW_SECURITY__TOKEN") ?? "";

    private static string Checked(string text) => HostAddress.TryParse(text.Trim(), "tcp", out HostAddress? address)
        ? address.ToString()
        : throw new UsageException($"--at: expected addresses such as tcp://127.0.0.1:4510, came '{text}'");
}

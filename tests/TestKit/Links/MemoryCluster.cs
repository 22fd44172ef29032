using Dataflow.Nodes.Storage;

namespace Dataflow.TestKit.Links;

/// <summary>A network with one home, and clients of it.</summary>
internal sealed class MemoryCluster
{
    public const string Address = "tcp://home:4510";

    public MemoryCluster(IGraphLog? log = null)
    {
        Home = new MemoryHome(log);
        Network.Serve(Address, Home.Accept);
    }

    public MemoryNetwork Network { get; } = new();

    public MemoryHome Home { get; }

    /// <summary>Quick to try again, patient with a busy machine.</summary>
    public static ClientOptions Options => new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(10),
        GiveUpAfter = TimeSpan.FromMinutes(5), OpenTimeout = TimeSpan.FromMinutes(1),
    };

    public DataflowClient NewClient(ClientOptions? options = null) => new([Address], Network, options ?? Options);

    /// <summary>A client of its own that has opened the graph.</summary>
    public Context Open(ClientOptions? options = null) =>
        NewClient(options).OpenGraphAsync("g").GetAwaiter().GetResult();
}

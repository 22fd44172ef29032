using Dataflow.Benchmarks.Comparing;
using Dataflow.Host.Serving;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Benchmarks.Wire;

/// <summary>The other process: a host that echoes letters, sends arrays, and says what memory it holds.</summary>
internal sealed class WirePeer : ILinkAcceptor, ILinkReader
{
    public const string Cluster = "benchmark", Arrays = "arrays", Flood = "flood", Memory = "memory";

    private readonly NdArray<double> _array;
    private readonly List<NdArray> _kept = [];

    public WirePeer(long arrayBytes)
    {
        _array = NdArray<double>.Allocate(Shape.Of(arrayBytes / sizeof(double)));
        _array.Writable().Fill(1.5);
    }

    public static async Task ServeAsync(WirePeer peer)
    {
        var options = new ServingOptions("tcp://127.0.0.1:0", Cluster, "peer");
        await using LinkServer server = await LinkServer.StartAsync(
            options, peer, TimeProvider.System, NullLoggerFactory.Instance);
        Console.WriteLine(server.Address);
        await Console.In.ReadLineAsync();
    }

    public ILinkReader? Accept(Hello hello, ILink link, out string refusal)
    {
        refusal = "";
        return this;
    }

    public void Received(ILink link, IReadOnlyList<Letter> letters)
    {
        foreach (Letter letter in letters) Answer(link, letter);
    }

    public void Closed(ILink link, string reason) { }

    private void Answer(ILink link, Letter letter)
    {
        Describe? request = letter.Body.Describe;
        switch (request?.What)
        {
            case Arrays:
                for (long i = 0; i < request.Request; i++) SendArray(link, _array);
                break;
            case Flood:
                // Arrays of their own, as an engine's values would be; the reader stalls meanwhile.
                for (long i = 0; i < request.Request; i++) _kept.Add(_array.Share());
                foreach (NdArray array in _kept) SendArray(link, array);
                break;
            case Memory:
                link.Send([Letter.Of(new Post { Report = new Report { Request = ResidentMemory.Bytes } })]);
                break;
            default:
                link.Send([letter]);
                break;
        }
    }

    private static void SendArray(ILink link, NdArray array)
    {
        array.Retain();
        link.Send([new Letter(new Post { ClientCancel = new ClientCancel() }, [array], mayBeOvertaken: true)]);
    }
}

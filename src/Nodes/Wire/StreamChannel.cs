using System.Net.Security;

namespace Dataflow.Nodes.Wire;

/// <summary>A connection under TLS.</summary>
internal sealed class StreamChannel(SslStream stream) : IByteChannel
{
    public ValueTask<int> ReceiveAsync(Memory<byte> into, CancellationToken cancellation) =>
        stream.ReadAsync(into, cancellation);

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        stream.WriteAsync(bytes, cancellation);

    public ValueTask EndAsync() => new(stream.ShutdownAsync());

    public void Dispose() => stream.Dispose();
}

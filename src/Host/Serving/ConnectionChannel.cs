using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Dataflow.Nodes.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Dataflow.Host.Serving;

/// <summary>
/// A connection that Kestrel accepted. It is read through its pipe. A plain one is written directly to its socket, so
/// that arrays are not copied into a pipe; under TLS the pipe's end is the encrypting stream, which takes memory as is.
/// </summary>
internal sealed class ConnectionChannel(ConnectionContext connection, bool isPlain) : IByteChannel
{
    private readonly PipeReader _input = connection.Transport.Input;
    private readonly PipeWriter _output = connection.Transport.Output;

    /// <summary>The connection's socket.</summary>
    public Socket? Socket { get; } = connection.Features.Get<IConnectionSocketFeature>()?.Socket;

    public async ValueTask<int> ReceiveAsync(Memory<byte> into, CancellationToken cancellation)
    {
        ReadResult result = await _input.ReadAsync(cancellation);
        int taken = (int)Math.Min(into.Length, result.Buffer.Length);
        ReadOnlySequence<byte> part = result.Buffer.Slice(0, taken);
        part.CopyTo(into.Span);
        _input.AdvanceTo(part.End);
        return taken;
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        isPlain && Socket is not null
            ? SocketChannel.SendAsync(Socket, bytes, cancellation)
            : WriteAsync(bytes, cancellation);

    public async ValueTask EndAsync()
    {
        if (isPlain && Socket is not null) Socket.Shutdown(SocketShutdown.Send);
        else await _output.CompleteAsync();
    }

    public void Dispose() => connection.Abort(new ConnectionAbortedException("the link is closed"));

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        FlushResult result = await _output.WriteAsync(bytes, cancellation);
        if (result.IsCompleted || result.IsCanceled) throw new IOException("the peer ended the connection");
    }
}

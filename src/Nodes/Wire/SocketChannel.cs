using System.Net.Sockets;

namespace Dataflow.Nodes.Wire;

/// <summary>A socket of its own, without anything between it and the arrays.</summary>
internal sealed class SocketChannel(Socket socket) : IByteChannel
{
    public ValueTask<int> ReceiveAsync(Memory<byte> into, CancellationToken cancellation) =>
        socket.ReceiveAsync(into, SocketFlags.None, cancellation);

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        SendAsync(socket, bytes, cancellation);

    public ValueTask EndAsync()
    {
        socket.Shutdown(SocketShutdown.Send);
        return ValueTask.CompletedTask;
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Sends all of it; also for a socket that somebody else reads.</summary>
    public static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty) bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancellation)..];
    }
}

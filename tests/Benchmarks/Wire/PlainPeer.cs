using System.Net;
using System.Net.Sockets;

namespace Dataflow.Benchmarks.Wire;

/// <summary>The speed of the machine: two processes with a socket between them, and nothing else.</summary>
internal static class PlainPeer
{
    public const int LetterBytes = 64;

    /// <summary>Serves one connection: sends so many bytes for each length that comes, or echoes messages.</summary>
    public static void Serve(byte[] source)
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);
        using Socket socket = listener.Accept();
        socket.NoDelay = true;
        var request = new byte[LetterBytes];
        while (TryFill(socket, request))
        {
            long bytes = BitConverter.ToInt64(request);
            if (bytes == 0) SendAll(socket, request);
            for (; bytes > 0; bytes -= Math.Min(bytes, source.Length))
                SendAll(socket, source.AsSpan(0, (int)Math.Min(bytes, source.Length)));
        }
    }

    public static Socket Connect(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, port);
        socket.NoDelay = true;
        return socket;
    }

    /// <summary>Has so many bytes sent, and receives them into the memory, over and over.</summary>
    public static void Copy(Socket socket, long bytes, byte[] into)
    {
        var request = new byte[LetterBytes];
        BitConverter.TryWriteBytes(request, bytes);
        SendAll(socket, request);
        for (; bytes > 0; bytes -= Math.Min(bytes, into.Length))
        {
            if (!TryFill(socket, into.AsSpan(0, (int)Math.Min(bytes, into.Length)))) throw new IOException("it ended");
        }
    }

    /// <summary>One message there and back.</summary>
    public static void PingPong(Socket socket, byte[] message)
    {
        SendAll(socket, message);
        if (!TryFill(socket, message)) throw new IOException("it ended");
    }

    private static void SendAll(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[socket.Send(bytes)..];
    }

    private static bool TryFill(Socket socket, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int received = socket.Receive(bytes);
            if (received == 0) return false;
            bytes = bytes[received..];
        }

        return true;
    }
}

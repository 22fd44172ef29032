namespace Dataflow.Nodes.Wire;

/// <summary>
/// The bytes of one connection, both ways. One receive and one send at a time; what they are given must stay in place
/// until they are done. Anything that breaks is an <see cref="IOException"/>, a socket's or a disposed object's.
/// </summary>
internal interface IByteChannel : IDisposable
{
    /// <summary>Receives at least one byte; 0 when the peer has ended.</summary>
    ValueTask<int> ReceiveAsync(Memory<byte> into, CancellationToken cancellation);

    /// <summary>Sends all of it.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>Nothing more will be sent; what was, arrives.</summary>
    ValueTask EndAsync();
}

namespace Dataflow.Nodes.Wire;

/// <summary>Which end of a connection a link is.</summary>
internal enum LinkRole
{
    /// <summary>Either end between members: both give credit.</summary>
    Peer,

    /// <summary>A client's end: gives no credit, because its server may be pausing and not read it.</summary>
    Client,

    /// <summary>A server's end of a client's connection: pauses reading, and needs no credit.</summary>
    Server,
}

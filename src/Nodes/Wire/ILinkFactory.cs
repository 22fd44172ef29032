namespace Dataflow.Nodes.Wire;

/// <summary>Makes links to members.</summary>
internal interface ILinkFactory
{
    /// <summary>Connects; the reader may be called before this is done.</summary>
    /// <exception cref="DataflowException">There is no connection, or it was refused; says why.</exception>
    Task<ILink> ConnectAsync(string address, ILinkReader reader, CancellationToken cancellation);
}

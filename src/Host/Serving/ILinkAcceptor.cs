using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Host.Serving;

/// <summary>Who decides what becomes of those who connect, when it is known that they may.</summary>
internal interface ILinkAcceptor
{
    /// <summary>
    /// Takes a link, or not. What is sent over it at once arrives first. Called by any thread, for several links at a
    /// time.
    /// </summary>
    /// <param name="hello">Who it is.</param>
    /// <param name="link">The connection.</param>
    /// <param name="refusal">Why not, for the peer and the log; empty when it is taken.</param>
    /// <returns>Who reads the link; null when it is refused.</returns>
    ILinkReader? Accept(Hello hello, ILink link, out string refusal);
}

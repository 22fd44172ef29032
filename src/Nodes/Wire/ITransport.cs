namespace Dataflow.Nodes.Wire;

/// <summary>Opens links to other members. Safe for any number of threads.</summary>
internal interface ITransport
{
    /// <summary>Connects to an address; <paramref name="opener"/> is told once how that ended.</summary>
    void Connect(string address, ILinkOpener opener);
}

/// <summary>Who wants a link.</summary>
internal interface ILinkOpener
{
    /// <summary>The link is open. Gives who reads it.</summary>
    ILinkReader Opened(ILink link);

    /// <summary>There is no link: nobody listens, or who does refuses.</summary>
    void Failed(string reason);
}

using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.TestKit.Links;

/// <summary>A link that goes nowhere: what is sent over it is noted, and why it was closed.</summary>
internal sealed class NotedLink(string peer = "b") : ILink
{
    /// <summary>What was sent, oldest first, with the leases on its arrays.</summary>
    public List<Letter> Sent { get; } = [];

    /// <summary>Why it was closed first; null while it is open.</summary>
    public string? ClosedBecause { get; private set; }

    public string Peer => peer;

    public long QueuedBytes => 0;

    public IEnumerable<Post> Posts => Sent.Select(letter => letter.Body);

    public void Send(ReadOnlySpan<Letter> letters)
    {
        foreach (Letter letter in letters) Sent.Add(letter);
    }

    public void Close(string reason) => ClosedBecause ??= reason;
}

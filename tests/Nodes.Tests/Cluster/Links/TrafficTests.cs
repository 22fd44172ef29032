using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>What is counted of what comes from other members.</summary>
public sealed class TrafficTests
{
    private static readonly Letter Node = Letter.Of(new Post { Node = new NodeLetter() }),
        Table = Letter.Of(new Post { MembershipAnswer = new MembershipAnswer() });

    private readonly Traffic _traffic = new();

    [Fact]
    public void Came_LettersBetweenNodes_AreOneFrame()
    {
        _traffic.Came([Node, Node, Node]);
        _traffic.Came([Node]);
        Assert.Equal((2, 4), (_traffic.Frames, _traffic.Letters));
    }

    [Fact]
    public void Came_OtherLettersOrNone_AreNotCounted()
    {
        _traffic.Came([Table, Table]);
        _traffic.Came([]);
        Assert.Equal((0, 0), (_traffic.Frames, _traffic.Letters));
    }
}

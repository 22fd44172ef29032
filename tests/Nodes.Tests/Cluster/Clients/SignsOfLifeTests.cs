using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Wire;
using Dataflow.TestKit;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Whoever works on a long message says so, as long as the work moves.</summary>
public sealed class SignsOfLifeTests
{
    private readonly HandTime _time = new();
    private readonly Recorder _link = new();
    private readonly SignsOfLife _signs;

    public SignsOfLifeTests() => _signs = new SignsOfLife(_link, _time);

    [Fact]
    public void Look_AtWorkThatIsUnderWayTwice_SaysSo()
    {
        _signs.Begin();
        Look();
        Assert.Equal(0, _link.Sent); // it may be over in a moment
        Look();
        Look();
        Assert.Equal(2, _link.Sent);
        _signs.End();
        Look();
        Assert.Equal(2, _link.Sent);
    }

    [Fact]
    public void Look_AtALongMessageThatComesIn_SaysSo()
    {
        _link.IsReceiving = true;
        Look();
        Look();
        Assert.Equal(1, _link.Sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // while a part of a frame is here, and the rest does not come
    public void Look_AtWorkThatDoesNotMove_EndsAtTheBound(bool isReceiving)
    {
        _link.IsReceiving = isReceiving;
        _signs.Begin();
        int looks = (int)(SignsOfLife.Bound / SignsOfLife.Interval);
        for (int i = 0; i < 3 * looks; i++) Look();
        Assert.InRange(_link.Sent, looks - 2, looks + 2);
    }

    [Fact]
    public void Look_AtWorkThatMoves_GoesOn()
    {
        _signs.Begin();
        int looks = 4 * (int)(SignsOfLife.Bound / SignsOfLife.Interval);
        for (int i = 0; i < looks; i++)
        {
            if (i % 100 == 0) _signs.Step();
            if (i % 100 == 50) _link.ReceivedBytes++;
            Look();
        }

        Assert.Equal(looks - 1, _link.Sent);
    }

    private void Look()
    {
        _signs.Look();
        _time.Advance(SignsOfLife.Interval);
    }

    private sealed class Recorder : ILink
    {
        public int Sent { get; private set; }

        public string Peer => "client";

        public long QueuedBytes => 0;

        public bool IsReceiving { get; set; }

        public long ReceivedBytes { get; set; }

        public void Send(ReadOnlySpan<Letter> letters) => Sent += letters.Length;

        public void Close(string reason)
        {
        }
    }
}

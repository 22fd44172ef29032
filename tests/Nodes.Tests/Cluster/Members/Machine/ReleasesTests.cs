using Dataflow.Nodes.Cluster;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>Graphs that are let go of are released until the table has heard it.</summary>
public sealed class ReleasesTests
{
    private readonly MemberDesk _desk = new();
    private readonly OwnLife _life;
    private readonly Releases _releases;

    public ReleasesTests()
    {
        _life = new OwnLife(MemberDesk.Card, _desk);
        _releases = new Releases(_life);
        _life.Renew();
        _life.TryHear(new() { Number = _desk.Asked[0].Number, Life = MemberDesk.Life });
        _life.TrySee(MemberDesk.View(7, "a5 b6", ("g", 5), ("h", 6)));
        _desk.Take();
    }

    [Fact]
    public void Say_UntilTheTableHasHeard_IsRepeated()
    {
        _releases.Add("g");
        _releases.Say();
        _releases.Say();
        Assert.Equal(["release g as 5", "release g as 5"], _desk.Take());
        _life.TrySee(MemberDesk.View(8));
        _releases.Say();
        Assert.Equal([], _desk.Take());
        Assert.False(_releases.Contains("g"));
    }

    [Fact]
    public void Say_OfAGraphThatIsNotOurs_IsNotDone()
    {
        _releases.Add("h");
        _releases.Say();
        Assert.Equal([], _desk.Take());
    }

    /// <summary>With the life all that it had has ended.</summary>
    [Fact]
    public void ForgetHeard_WithoutALife_ForgetsAll()
    {
        _releases.Add("g");
        _life.End();
        _releases.ForgetHeard();
        Assert.False(_releases.Contains("g"));
    }
}

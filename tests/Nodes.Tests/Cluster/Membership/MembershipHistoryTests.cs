namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>
/// In every history drawn from a seed: never two members of one name are up, never has a graph two homes by the count
/// of those who hold it, and the epoch grows with every change.
/// </summary>
public sealed class MembershipHistoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(2000)]
    public void AnyHistory_OverABadNetwork_KeepsTheLaws(int first)
    {
        int held = 0;
        for (int seed = first; seed < first + 1000; seed++)
        {
            var world = new MembershipWorld(seed);
            world.Run(events: 400);
            held += world.TimesHeld;
        }

        Assert.True(held > 10_000, $"graphs were held only {held} times: the histories show nothing");
    }
}

namespace Dataflow.Nodes.Tests;

/// <summary>A fault knows the way that it took, and tells it in so many words that one can read them.</summary>
public sealed class FaultTests
{
    private static readonly FaultOrigin Origin = new(FaultKind.Failed, new NodeId(0), "n0", "[2]", "no");

    [Fact]
    public void Path_OfAFaultThatWentOn_BeginsWhereItBegan()
    {
        (List<Fault> steps, long omitted) = Reach(3).Path();
        Assert.Equal([0, 1, 2, 3], steps.Select(step => step.Node.Value));
        Assert.Equal((0, Origin), (omitted, steps[^1].Origin));
        Assert.Null(steps[0].Through);
    }

    /// <summary>Sixteen steps are told; of seventeen the middle one is counted.</summary>
    [Theory]
    [InlineData(15, 16, null)]
    [InlineData(16, 17, "(1 more)")]
    [InlineData(999, 17, "(984 more)")]
    public void DescribePath_OfAWay_ShortensItInTheMiddle(int users, int parts, string? left)
    {
        string[] told = Reach(users).DescribePath().Split(" -> ");
        Assert.Equal(parts, told.Length);
        Assert.Equal(("n0", $"n{users}"), (told[0].Split(' ')[^1], told[^1].Split(' ')[^1]));
        Assert.Equal(left is null ? [] : [left], told.Where(step => step.StartsWith('(')));
    }

    /// <summary>Steps that did not travel count among those that are left out.</summary>
    [Fact]
    public void DescribePath_WithStepsThatDidNotTravel_CountsThem()
    {
        Fault far = Reach(2).Reach(new NodeId(50), "n50", omitted: 47);
        Assert.Equal(47, far.Path().Omitted);
        string[] told = far.DescribePath().Split(" -> ");
        Assert.Equal(5, told.Length);
        Assert.Equal("(47 more)", told[2]);
    }

    private static Fault Reach(int users)
    {
        Fault fault = Fault.Begin(Origin);
        for (int i = 1; i <= users; i++) fault = fault.Reach(new NodeId(i), $"n{i}");
        return fault;
    }
}

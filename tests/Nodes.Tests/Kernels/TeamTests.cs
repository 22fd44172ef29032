using Dataflow.Nodes.Kernels;

namespace Dataflow.Nodes.Tests.Kernels;

public sealed class TeamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Run_AnyNumberOfParts_DoesEachOnce(int parts)
    {
        var work = new Counting(parts);

        Team.Run(work, parts);

        Assert.All(work.Counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Run_AgainAndAgain_LosesNoPart()
    {
        for (int round = 0; round < 20_000; round++)
        {
            var work = new Counting(3);
            Team.Run(work, 3);
            Assert.Equal([1, 1, 1], work.Counts);
        }
    }

    [Fact]
    public void Run_FromManyThreadsAtOnce_DoesAllParts()
    {
        Counting[] works = [.. Enumerable.Range(0, 8).Select(_ => new Counting(200))];

        Parallel.ForEach(works, work => Team.Run(work, 200));

        Assert.All(works, work => Assert.All(work.Counts, count => Assert.Equal(1, count)));
    }

    [Fact]
    public void Run_InsideAPart_DoesAllParts()
    {
        var inner = new Counting(10);

        Team.Run(new Nesting(inner), 1);

        Assert.All(inner.Counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Run_APartThrows_DoesTheOthersAndThrows()
    {
        var work = new Counting(50) { Failing = 7 };

        Assert.Throws<InvalidOperationException>(() => Team.Run(work, 50));

        Assert.Equal(50, work.Counts.Sum());
    }

    [Fact]
    public void Run_APartThrowsWhileTheTeamIsTaken_DoesTheOthersAndThrows()
    {
        Counting[] works = [.. Enumerable.Range(0, 8).Select(_ => new Counting(50) { Failing = 7 })];

        Parallel.ForEach(works, work => Assert.Throws<InvalidOperationException>(() => Team.Run(work, 50)));

        Assert.All(works, work => Assert.Equal(50, work.Counts.Sum()));
    }

    private sealed class Counting(int parts) : PartedWork
    {
        public int[] Counts { get; } = new int[parts];

        public int Failing { get; init; } = -1;

        public override void Do(int part)
        {
            Interlocked.Increment(ref Counts[part]);
            if (part == Failing) throw new InvalidOperationException("this part fails");
        }
    }

    private sealed class Nesting(Counting inner) : PartedWork
    {
        public override void Do(int part) => Team.Run(inner, inner.Counts.Length);
    }
}

using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;
using Dataflow.TestKit.Links;

namespace Dataflow.Client.Tests.Sessions;

/// <summary>
/// The network breaks at random moments while several clients count up. Whatever was acknowledged is there, each
/// assignment takes effect once and in its order, and nobody sees half of a transaction.
/// </summary>
public sealed class BreakingTests
{
    private const int Clients = 3;
    private const int Steps = 40;
    private const int Elements = 5;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Assignments_OverABreakingNetwork_TakeEffectOnceAndInOrder(int seed)
    {
        var chance = new Random(seed);
        var log = new RecordingLog();
        var cluster = new MemoryCluster(log);
        Context[] flows = [.. Enumerable.Range(0, Clients).Select(_ => cluster.Open())];
        cluster.Network.BreakNowAndThen(new Random(chance.Next()), times: 20);
        await Task.WhenAll(flows.Select((flow, i) => CountAsync(flow, $"x{i}", new Random(chance.Next()))));
        for (int i = 0; i < Clients; i++)
        {
            Assert.Equal(Steps, flows[0].Variable<double>($"x{i}").Eval().ToScalar());
            AssertRisesOnce(log.Steps, cluster.Home.Graph.FindByKey($"x{i}")!);
        }

        AssertMarksRise(log.Steps);
    }

    private static async Task CountAsync(Context flow, string name, Random chance)
    {
        LazyArray<double> x = flow.Variable<double>(name), v = flow.Variable<double>($"v of {name}");
        LazyArray<double> sum = v.Sum(), difference = sum - (x * Elements);
        await Task.Yield();
        var assigning = new List<Task>();
        for (int i = 1; i <= Steps; i++)
        {
            int now = i;
            if (i % 2 == 0) flow.Transaction(step => Assign(step, x, v, now));
            else if (i > 1) assigning.Add(flow.TransactionAsync(step => Assign(step, x, v, now)));
            else flow.Transaction(step => Assign(step, x, v, now));
            if (chance.Next(2) > 0) continue;
            Assert.Equal(0, (await difference.EvalAsync()).ToScalar());
            await Task.WhenAll(assigning);
            Assert.Equal(i, (await x.EvalAsync()).ToScalar());
        }

        await Task.WhenAll(assigning);
    }

    private static void Assign(Transaction step, LazyArray<double> x, LazyArray<double> v, int value)
    {
        step.Assign(x, value);
        step.Assign(v, NdArray<double>.From([.. Enumerable.Repeat((double)value, Elements)], Shape.Of(Elements)));
    }

    private static void AssertRisesOnce(IReadOnlyList<StoredStep> steps, GraphNode variable)
    {
        double[] values =
        [
            .. steps.SelectMany(step => step.Values).Where(value => value.Variable.Value == variable.Id)
                .Select(value => ((NdArray<double>)value.Content).ToScalar()),
        ];
        Assert.Equal(values.Distinct().Order(), values);
    }

    private static void AssertMarksRise(IReadOnlyList<StoredStep> steps)
    {
        var marks = steps.SelectMany(step => step.Sessions).GroupBy(mark => mark.Session, mark =>
            mark.Number.Number).ToArray();
        Assert.Equal(Clients, marks.Length);
        Assert.All(marks, numbers => Assert.Equal(numbers.Distinct().Order(), numbers));
        Assert.All(marks, numbers => Assert.Equal(Steps, numbers.Last()));
    }
}

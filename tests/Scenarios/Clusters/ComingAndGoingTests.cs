using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;
using Dataflow.TestKit;
using Dataflow.TestKit.Clusters;

namespace Dataflow.Scenarios.Clusters;

/// <summary>
/// Clients that come and go with formulas of their own leave nothing behind, in memory or in a store.
/// </summary>
public sealed class ComingAndGoingTests
{
    private const int Clients = 1000;

    /// <summary>
    /// 1 a thousand clients come, one after the other, each with its own formulas of one shared variable · 2 each lets
    /// go of them · 3 the home has as many nodes as after the first ones, and the store what is there
    /// </summary>
    [Fact]
    public void Clients_WithFormulasOfTheirOwn_LeaveNothingBehind()
    {
        var cluster = new SimulatedCluster(seed: 5, members: 2);
        int most = 0;
        for (int i = 0; i < Clients; i++)
        {
            var graph = new Graph(keepsNodes: true);
            GraphNode x = graph.Variable(ElementType.Float64, "x", null);
            GraphNode own = graph.Apply(Of(AddOperator.Definition, x, graph.Constant(ElementType.Float64, i)));
            GraphNode shown = graph.Apply(Of(SqrOperator.Definition, own));
            var client = new SimulatedClient(cluster, $"client{i}", "g", graph);
            if (i == 0)
            {
                client.Assign([(x, NdArray<double>.Scalar(1))]);
                cluster.RunUntil(() => client.Pending == 0, "the assignment was acknowledged");
            }

            SimulatedRequest asked = client.Eval([shown]);
            cluster.RunUntil(() => client.Pending == 0, "the client was answered");
            Assert.Equal((1.0 + i) * (1 + i), asked.Held[0].Value.Number);
            client.Leave();
            most = Math.Max(most, cluster.Members.SelectMany(one => one.Member.Homes).Sum(home => home.Graph.End));
        }

        Assert.InRange(most, 4, 400);
        long kept = cluster.Store!.CountNodes("g");
        Assert.InRange(kept, 1, 400);
    }

    [Fact]
    public async Task StepsOfFormulas_ThatComeAndGo_LeaveASmallFolder()
    {
        using var folder = new TemporaryFolder();
        var options = new DirectoryStoreOptions { CompactionFloorBytes = 1 << 20 };
        var store = new DirectoryGraphStore(folder.Path, TimeProvider.System, options);
        var graph = new Graph(keepsNodes: true) { Changes = new GraphChanges() };
        GraphNode x = graph.VariableByKey(ElementType.Float64, "x", null, "x");
        await using (IGraphLog log = await store.OpenAsync("g", new(1)))
        {
            for (int i = 1; i <= Clients; i++)
            {
                GraphNode constant = graph.EqualConstant(NdArray<double>.From([.. Enumerable.Repeat((double)i, 2000)]));
                GraphNode product = graph.Apply(Of(MulOperator.Definition, x, constant));
                graph.Release(constant);
                await log.AppendAsync(new StoredStep(new(i)).With(graph.TakeChanges(), graph));
                graph.Release(product);
            }
        }

        await using IGraphLog opened = await store.OpenAsync("g", new(2));
        Assert.InRange(opened.Content.Nodes.Count, 1, 3);
        Assert.InRange(
            new DirectoryInfo(folder.Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length),
            0, 4L << 20);
    }

    private static Formula Of(Operator op, params GraphNode[] operands) =>
        new(op, null, ElementType.Float64, operands);
}

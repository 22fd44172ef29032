using System.Runtime.CompilerServices;

namespace Dataflow.Client.Tests;

/// <summary>What nobody can reach leaves the graph: when handles are disposed of, or the collector finds out.</summary>
public sealed class ForgettingTests
{
    // A context keeps some numbers, because formulas use the same ones again and again.
    private const int NumbersUsedLately = 64;

    private readonly Context _flow = new();

    [Fact]
    public void Dispose_OfTheOnlyHandle_TakesWhatOnlyItNeeds()
    {
        LazyArray<double> x = Assigned(3);
        LazyArray<double> y = x.Sin();
        LazyArray<double> z = y.Cos();
        z.Eval();
        y.Dispose();
        Assert.Equal(3, _flow.Statistics.Nodes);
        z.Dispose();
        Assert.Equal((1, 1, 2), Held());
        Assert.Equal(3, x.Eval().ToScalar());
    }

    [Fact]
    public void Dispose_OfOneOfTwoHandles_LeavesTheNode()
    {
        LazyArray<double> x = Assigned(3);
        LazyArray<double> one = x.Exp();
        LazyArray<double> other = x.Exp();
        Assert.Equal(one.Id, other.Id);
        one.Dispose();
        one.Dispose();
        Assert.Equal(Math.Exp(3), other.Eval().ToScalar());
        Assert.Equal(2, _flow.Statistics.Nodes);
    }

    [Fact]
    public void Dispose_OfAnOperand_LeavesItAsLongAsItIsRead()
    {
        LazyArray<double> x = Assigned(2);
        LazyArray<double> y = x.Sqr();
        x.Dispose();
        Assert.Equal(4, y.Eval().ToScalar());
        y.Dispose();
        Assert.Equal((0, 0, 2), Held());
    }

    [Fact]
    public void Use_OfADisposedHandle_SaysWhich()
    {
        LazyArray<double> x = Assigned(1);
        LazyArray<double> y = x.Tanh();
        int id = y.Id;
        y.Dispose();
        var error = Assert.Throws<ObjectDisposedException>(() => y.Eval());
        Assert.Contains($"#{id} tanh", error.Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => y + x);
        Assert.Throws<ObjectDisposedException>(() => x.Atan2(y));
        Assert.Throws<ObjectDisposedException>(() => _flow.Publish("y", y));
    }

    [Fact]
    public void Use_OfADisposedContext_SaysSo()
    {
        LazyArray<double> x = Assigned(1);
        _flow.Dispose();
        _flow.Dispose();
        var error = Assert.Throws<ObjectDisposedException>(() => x.Eval());
        Assert.Contains("context was disposed of", error.Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => x + x);
        Assert.Throws<ObjectDisposedException>(() => _flow.Variable<double>());
        x.Dispose();
    }

    [Fact]
    public void Constant_OfANumber_IsAHandleOfItsOwn()
    {
        LazyArray<double> one = _flow.Constant(7.5);
        LazyArray<double> other = _flow.Constant(7.5);
        one.Dispose();
        Assert.Equal(7.5, other.Value.ToScalar());
    }

    [Fact]
    public void Collector_FindsHandlesThatNobodyHas()
    {
        LazyArray<double> x = Assigned(1);
        EvaluateSome(x, 5000);
        Collect();
        Assert.InRange(Held().Nodes, 1, 1 + NumbersUsedLately);
        Assert.InRange(Held().Cells, 1, 1 + NumbersUsedLately);
        GC.KeepAlive(x);
    }

    [Fact]
    public void Collector_LeavesWhatStillHasAHandle()
    {
        LazyArray<double> x = Assigned(1);
        var kept = new List<LazyArray<double>>();
        AddSome(x, kept);
        Collect();
        CheckValues(kept);
        Assert.Equal(2 + (4 * kept.Count), _flow.Statistics.Nodes);
        kept.Clear();
        Collect();
        Assert.InRange(Held().Nodes, 1, 1 + NumbersUsedLately);
        GC.KeepAlive(x);
    }

    [Fact]
    public void Requests_OfNewFormulas_StayBounded()
    {
        LazyArray<double> x = Assigned(1);
        long most = 0;
        for (int i = 0; i < 20; i++)
        {
            EvaluateSome(x, 1000);
            Collect();
            most = Math.Max(most, _flow.Statistics.BookkeepingBytes);
        }

        Assert.True(most < 4_000_000, $"{most} bytes are held");
        Assert.True(_flow.Statistics.Forgotten > 50_000);
        GC.KeepAlive(x);
    }

    [Fact]
    public void Publish_KeepsTheNode_AndFindGivesIt()
    {
        LazyArray<double> x = Assigned(2);
        PublishCube(x);
        Collect();
        using LazyArray<double> found = _flow.Find<double>("cube");
        Assert.Equal(8, found.Eval().ToScalar());
        _flow.Unpublish("cube");
        found.Dispose();
        Collect();
        Assert.Equal(1, Held().Nodes);
        GC.KeepAlive(x);
    }

    [Fact]
    public void Publish_UnderATakenName_SaysWhose()
    {
        LazyArray<double> x = Assigned(2);
        LazyArray<double> y = x.Sin();
        _flow.Publish("risk", y);
        _flow.Publish("risk", y);
        var error = Assert.Throws<DataflowException>(() => _flow.Publish("risk", x));
        Assert.Contains($"that of node #{y.Id} sin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_OfAnUnknownName_SaysTheNearest()
    {
        LazyArray<double> x = Assigned(2);
        _flow.Publish("risk", x);
        var error = Assert.Throws<DataflowException>(() => _flow.Find<double>("risc"));
        Assert.Contains("did you mean 'risk'?", error.Message, StringComparison.Ordinal);
        Assert.Throws<DataflowException>(() => _flow.Unpublish("risc"));
        Assert.Contains("Float64", Assert.Throws<DataflowException>(() => _flow.Find<float>("risk")).Message,
            StringComparison.Ordinal);
    }

    private LazyArray<double> Assigned(double value)
    {
        LazyArray<double> x = _flow.Variable<double>("x");
        x.Assign(value);
        return x;
    }

    // Frames of their own, so that no local variable of a test keeps a handle.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EvaluateSome(LazyArray<double> x, int count)
    {
        for (int i = 0; i < count; i++) Evaluated(x, i).Eval();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddSome(LazyArray<double> x, List<LazyArray<double>> kept)
    {
        for (int i = 0; i < 300; i++) kept.Add(Evaluated(x, i));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CheckValues(List<LazyArray<double>> kept)
    {
        for (int i = 0; i < kept.Count; i++) Assert.True(kept[i].Value.ToScalar() >= i);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LazyArray<double> Evaluated(LazyArray<double> x, int i)
    {
        LazyArray<double> y = (x.Sin() * (1000.25 + i)) + (i + 0.5);
        y.Eval();
        return y;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PublishCube(LazyArray<double> x) => _flow.Publish("cube", x * x * x);

    private (long Nodes, long Cells, long Forgotten) Held()
    {
        GraphStatistics held = _flow.Statistics;
        return (held.Nodes, held.Cells, held.Forgotten);
    }

    /// <summary>Twice, because a handle that lives through a collection is watched for itself from then on.</summary>
    private static void Collect()
    {
        for (int i = 0; i < 4; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}

using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>What comes of running a cell: a value, a kernel, a computation that waits, or nothing yet.</summary>
public sealed class CellRunnerTests
{
    private readonly ShardParts _parts = new();

    [Fact]
    public void Run_OverNumbers_HasTheValueAtOnce()
    {
        int cell = _parts.Add("add", _parts.AddVariable(2), _parts.AddVariable(3));
        Assert.Equal(RunOutcome.Done, Run(_parts, cell));
        Assert.Equal((5.0, 1, 0), (_parts[cell].Number, _parts[cell].Runs, _parts.Kernels));
        Assert.Equal(RevisionSpan.Since(At(1)), _parts[cell].Span);
    }

    /// <summary>Users of a fault take it on, with the way that it took, and do not run.</summary>
    [Fact]
    public void Run_OverAFault_TakesItOnWithoutRunning()
    {
        int x = AddUnassigned(), cell = _parts.Add("neg", x), array = _parts.AddVariable(ArrayOf(1, 2));
        int user = _parts.Add("add", array, cell);
        foreach (int next in (int[])[cell, user]) Assert.Equal(RunOutcome.Done, Run(_parts, next));
        Fault fault = Assert.IsType<Fault>(_parts[user].Content);
        Assert.Equal(FaultKind.Unassigned, fault.Origin.Kind);
        Assert.Equal(
            [_parts[x].Node.Id, _parts[cell].Node.Id, _parts[user].Node.Id],
            fault.Path().Steps.Select(step => step.Node.Value));
        Assert.Equal((0, 0), (_parts[cell].Runs, _parts[user].Runs));
    }

    /// <summary>That nobody remembers an operand is no value of its user, either.</summary>
    [Fact]
    public void Run_OverWhatNobodyRemembers_RemembersNothingEither()
    {
        int x = _parts.AddVariable(1), cell = _parts.Add("neg", x);
        _parts.PastValues.KeepForgotten(x, ref _parts[x], At(0));
        Assert.Equal(RunOutcome.Done, Run(_parts, cell, revision: 0));
        Assert.Equal((RevisionSpan.Never, false), (_parts[cell].Span, _parts[cell].HasValue));
        Assert.Equal(Span(0, 0), _parts[cell].Extras!.PastValues!.Span);
    }

    [Fact]
    public void Run_OfShapesThatDoNotFit_CountsAsARunThatFailed()
    {
        int cell = _parts.Add("add", _parts.AddVariable(ArrayOf(1, 2)), _parts.AddVariable(ArrayOf(1, 2, 3)));
        Assert.Equal(RunOutcome.Done, Run(_parts, cell));
        Assert.IsType<ShapeException>(Assert.IsType<Fault>(_parts[cell].Content).Origin.Cause);
        Assert.Equal((1, 0), (_parts[cell].Runs, _parts.Kernels));
    }

    /// <summary>So many kernels and no more: what has no place leaves no lease behind, and runs after one has ended.
    /// </summary>
    [Fact]
    public void Run_BeyondTheKernelsAtATime_WaitsForOneToEnd()
    {
        var parts = new ShardParts(ShardLimits.Default with { ElementsInside = 0, KernelsAtATime = 1 });
        NdArray<double> array = ArrayOf(1, 2);
        int x = parts.AddVariable(array), first = parts.Add("neg", x), second = parts.Add("sqr", x);
        Assert.Equal(RunOutcome.Done, Run(parts, first));
        Assert.Equal(RunOutcome.LacksKernel, Run(parts, second));
        Assert.True(array.Block.IsHeldBy(2));
        parts.Runner.Take(parts.TakeKernel());
        Assert.True(array.Block.IsHeldBy(1));
        Assert.Equal(RunOutcome.Done, Run(parts, second));
        Assert.Equal((1, 1), (parts[first].Runs, parts[second].Runs));
    }

    /// <summary>A few elements are computed inside, however many kernels are under way.</summary>
    [Fact]
    public void Run_OfAFewElements_ComputesThemInside()
    {
        var parts = new ShardParts(ShardLimits.Default with { ElementsInside = 2, KernelsAtATime = 0 });
        int few = parts.Add("neg", parts.AddVariable(ArrayOf(1, 2)));
        int more = parts.Add("neg", parts.AddVariable(ArrayOf(1, 2, 3)));
        Assert.Equal(RunOutcome.Done, Run(parts, few));
        Assert.Equal(RunOutcome.LacksKernel, Run(parts, more));
        Assert.Equal([-1.0, -2], NumbersOf(parts[few].Value));
    }

    /// <summary>
    /// The result of a kernel holds up to what a wave has said meanwhile, and a later one is not undone.
    /// </summary>
    [Fact]
    public void Take_AfterALaterResult_KeepsItAsAnEarlierValue()
    {
        int x = _parts.AddVariable(ArrayOf(1, 2)), cell = _parts.Add("neg", x);
        Run(_parts, cell);
        Computed first = _parts.TakeKernel();
        _parts.Assign(x, 3, new Value(0, ArrayOf(5, 6)));
        Run(_parts, cell, revision: 3);
        _parts.Runner.Take(_parts.TakeKernel());
        _parts.Runner.Take(first);
        Assert.Equal([-5.0, -6], NumbersOf(_parts[cell].Value));
        Assert.Equal(new Version(2), _parts.Table.EdgeAt(_parts[cell].FirstEdge).Seen);
        PastValue past = _parts[cell].Extras!.PastValues!;
        Assert.Equal([-1.0, -2], NumbersOf(past.Value));
        Assert.Equal(Span(1, 2), past.Span);
        Assert.True(_parts.Works.AreNone);
    }

    /// <summary>The cell is another node's by then: the lease on the result ends, and nothing else happens.</summary>
    [Fact]
    public void Take_OfWorkThatWasLost_ReleasesTheResult()
    {
        int cell = _parts.Add("neg", _parts.AddVariable(ArrayOf(1, 2)));
        Run(_parts, cell);
        Computed computed = _parts.TakeKernel();
        _parts.Works.Lose(ref _parts[cell]);
        NdArray result = computed.Value.Array!;
        _parts.Runner.Take(computed);
        Assert.True(result.Block.IsFree);
        Assert.False(_parts[cell].HasValue);
    }

    private int AddUnassigned()
    {
        int x = _parts.Add(_parts.Variable());
        _parts[x].Set(CellFlags.IsSource);
        _parts[x].Hold(Value.Of(Faults.Unassigned(_parts[x].Node)), RevisionSpan.Always, isNew: true);
        return x;
    }

    private static RunOutcome Run(ShardParts parts, int cell, long revision = 1) =>
        parts.Runner.Run(cell, ref parts[cell], At(revision));
}

using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>What waits belongs to the region that needs it if nobody else does; the rest is made by itself.</summary>
public sealed class RegionWalkTests
{
    private const CellFlags Learned =
        CellFlags.Materialized | CellFlags.FusedAcrossSupport | CellFlags.ValueReused;

    private readonly ShardParts _parts = new();
    private readonly RegionWalk _walk;
    private readonly int _x;

    public RegionWalkTests()
    {
        _walk = new RegionWalk(_parts.Table, _parts.Operands, _parts.InnerValues, _parts.Support);
        _x = _parts.AddVariable(ArrayOf(1, 2));
    }

    /// <summary>A chain and a diamond: each is read as often as it has users, all of them in the region.</summary>
    [Fact]
    public void TryTakeIn_OfADiamond_TakesAllOfIt()
    {
        int u = Wait("neg", _x), v = Wait("sqr", u), left = Wait("exp", v), right = Wait("sin", v);
        Computation root = Prepare(_parts.Add("add", left, right));
        foreach (int cell in (int[])[u, v, left, right]) Assert.True(_parts[cell].IsWaiting);
        Assert.True(_walk.TryTakeIn(root));
        foreach (int cell in (int[])[u, v, left, right])
            Assert.Equal((false, 1, new Version(1)), (_parts[cell].HasValue, _parts[cell].Runs, _parts[cell].Version));
        root.Release();
        Assert.True(((NdArray)_parts[_x].Content!).Block.IsHeldBy(1));
    }

    /// <summary>Somebody outside the region reads it, too: it is made by itself, and what was put off did not run.
    /// </summary>
    [Fact]
    public void TryTakeIn_OfWhatAnotherReads_SetsItApart()
    {
        int u = Wait("neg", _x), v = Wait("sqr", u);
        _parts.Add("cos", u);
        Computation root = Prepare(_parts.Add("exp", v));
        Assert.False(_walk.TryTakeIn(root));
        Assert.True(_parts[u].Has(CellFlags.Materialized) && _parts[u].Has(CellFlags.ValueReused));
        Assert.Equal((0, false), (_parts[u].Runs, _parts[u].HasValue));
        Assert.Equal(Version.None, _parts.Table.EdgeAt(_parts[u].FirstEdge).Seen);
        Assert.False(_parts[v].Has(CellFlags.Materialized));
        Assert.True(_parts[v].IsWaiting);
    }

    /// <summary>Only the support is smaller: it is made by itself until it is known whether that is worth it, and
    /// taken in once it is known that they always run together.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TryTakeIn_OfSmallerSupport_TakesItOnlyIfBothAlwaysRun(bool isFused)
    {
        int u = Wait("neg", _x), y = _parts.AddVariable(ArrayOf(3, 4));
        if (isFused) _parts[u].Set(CellFlags.FusedAcrossSupport);
        Assert.Equal(isFused, _walk.TryTakeIn(Prepare(_parts.Add("add", u, y))));
        Assert.Equal(!isFused, _parts[u].Has(CellFlags.Materialized));
        Assert.False(_parts[u].Has(CellFlags.ValueReused));
    }

    /// <summary>A broadcast would compute each element several times.</summary>
    [Fact]
    public void TryTakeIn_OfAnotherShape_SetsItApart()
    {
        int u = Wait("neg", _x);
        int wide = _parts.AddVariable(NdArray<double>.From(new double[6], Shape.Of(3, 2)));
        _parts[u].Set(CellFlags.FusedAcrossSupport);
        Assert.False(_walk.TryTakeIn(Prepare(_parts.Add("add", u, wide))));
        Assert.True(_parts[u].Has(CellFlags.Materialized | CellFlags.ValueReused, among: Learned));
    }

    /// <summary>A sum takes tiles of what it sums; a sort looks at the whole.</summary>
    [Theory]
    [InlineData("sum", true)]
    [InlineData("sort", false)]
    public void TryTakeIn_UnderWhatIsNotElementwise_TakesItIfThatTakesTiles(string name, bool expected)
    {
        int u = Wait("neg", _x);
        Assert.Equal(expected, _walk.TryTakeIn(Prepare(_parts.Add(name, u))));
        Assert.NotEqual(expected, _parts[u].Has(CellFlags.Materialized));
    }

    /// <summary>An earlier value that waits as well would compute it once more.</summary>
    [Fact]
    public void TryTakeIn_OfWhatAnEarlierValueLeasesToo_SetsItApart()
    {
        int u = Wait("neg", _x);
        Computation root = Prepare(_parts.Add("sqr", u));
        _parts.PastValues.KeepNewest(u, ref _parts[u], Span(1, 1));
        Assert.False(_walk.TryTakeIn(root));
        Assert.True(_parts[u].Has(CellFlags.Materialized));
    }

    /// <summary>
    /// It stood apart and was computed meanwhile: the root reads the result, with a lease of its own.
    /// </summary>
    [Fact]
    public void TryTakeIn_OfWhatWasComputedMeanwhile_ReadsTheResult()
    {
        int u = Wait("neg", _x);
        Computation root = Prepare(_parts.Add("sqr", u));
        NdArray<double> result = ArrayOf(-1, -2);
        _parts[u].Drop();
        _parts[u].Put(new Value(0, result));
        Assert.True(_walk.TryTakeIn(root));
        Assert.Same(result, root.Operands[0].Array);
        Assert.True(result.Block.IsHeldBy(2));
        Assert.Same(result, _parts[u].Content);
    }

    /// <summary>A cell whose computation waits; whoever reads it is to be added after it.</summary>
    private int Wait(string name, int operand)
    {
        int cell = _parts.Add(name, operand);
        Computation computation = Prepare(cell);
        (computation.Cell, computation.Version) = (cell, new Version(1));
        _parts[cell].CountRun();
        _parts[cell].Hold(new Value(0, computation), RevisionSpan.Since(At(1)), isNew: true);
        return cell;
    }

    private Computation Prepare(int cell)
    {
        Computation computation = Computation.Prepare(
            _parts[cell].Node, _parts.Operands.ValuesAt(ref _parts[cell], At(1)));
        computation.Begin();
        return computation;
    }
}

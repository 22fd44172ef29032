using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Beyond the budget the values go that are cheapest for their size, and no more than have to.</summary>
public sealed class CacheTests
{
    private const int Bytes = 2 * sizeof(double);

    private readonly CacheBudget _budget = new(2 * Bytes);
    private readonly ShardParts _parts;

    public CacheTests() => _parts = new ShardParts(ShardLimits.Default with { Budget = _budget });

    [Fact]
    public void Relieve_WithinTheBudget_KeepsAll()
    {
        int[] cells = [Note(ArrayOf(1, 2), cost: 1), Note(ArrayOf(1, 2), cost: 1)];
        _parts.Cache.Relieve();
        Assert.All(cells, cell => Assert.True(_parts[cell].HasValue));
        Assert.Equal(0, _parts.Cache.Evictions);
    }

    /// <summary>Of one size, the one that took least goes; of one cost, the largest.</summary>
    [Theory]
    [InlineData(new long[] { 50, 20, 30 }, 1)]
    [InlineData(new long[] { 20, 20, 19 }, 2)]
    public void Relieve_BeyondTheBudget_EvictsTheCheapestForItsSize(long[] costs, int gone)
    {
        int[] cells = [.. costs.Select(cost => Note(ArrayOf(1, 2), cost))];
        _parts.Cache.Relieve();
        Assert.Equal(
            Enumerable.Range(0, 3).Select(i => i != gone), cells.Select(cell => _parts[cell].HasValue));
        Assert.Equal((1, 1L), (_parts[cells[gone]].Evictions, _parts.Cache.Evictions));
        Assert.False(_budget.IsExceeded);
    }

    [Fact]
    public void Relieve_OfArraysThatTookTheSame_EvictsTheLargest()
    {
        int small = Note(ArrayOf(1, 2), cost: 40), large = Note(ArrayOf(1, 2, 3, 4), cost: 40);
        _parts.Cache.Relieve();
        Assert.Equal((true, false), (_parts[small].HasValue, _parts[large].HasValue));
    }

    /// <summary>What a cell has let go of by itself takes no memory, and is no eviction.</summary>
    [Fact]
    public void Relieve_AfterCellsLetGoThemselves_CountsThatFirst()
    {
        int gone = Note(ArrayOf(1, 2), cost: 90), replaced = Note(ArrayOf(1, 2), cost: 90);
        int[] kept = [Note(ArrayOf(1, 2), cost: 1), Note(ArrayOf(1, 2), cost: 1)];
        _parts[gone].Drop();
        _parts[replaced].Drop();
        _parts.Cache.Relieve();
        Assert.Equal(0, _parts.Cache.Evictions);
        Assert.All(kept, cell => Assert.True(_parts[cell].HasValue));
        Assert.False(_budget.IsExceeded);
    }

    /// <summary>Other shards of the engine hold too much: all goes that this one can let go of, and no more.</summary>
    [Fact]
    public void Relieve_WhenOthersHoldTooMuch_EndsWithNothingLeft()
    {
        int[] cells = [Note(ArrayOf(1, 2), cost: 1), Note(ArrayOf(1, 2), cost: 1)];
        int given = _parts.AddVariable(ArrayOf(1, 2));
        _budget.Add(1000);
        _parts.Cache.Relieve();
        _parts.Cache.Relieve();
        Assert.All(cells, cell => Assert.False(_parts[cell].HasValue));
        Assert.True(_parts[given].HasValue);
        _budget.Add(2 * Bytes - 1000);
        Assert.False(_budget.IsExceeded);
        Assert.Equal(2, _parts.Cache.Evictions);
    }

    /// <summary>Numbers and faults are kept whatever they cost.</summary>
    [Fact]
    public void Note_OfWhatIsNoArray_NotesNothing()
    {
        int x = _parts.AddVariable(1);
        _parts.Cache.Note(x, ref _parts[x], cost: 1);
        _budget.Add(1000);
        _parts.Cache.Relieve();
        Assert.True(_parts[x].HasValue);
    }

    /// <summary>Notes of values that went are dropped now and then, so that a long run does not gather them.</summary>
    [Fact]
    public void Note_OfOneCellAgainAndAgain_FreesTheBudgetOfTheFormerValues()
    {
        int cell = _parts.Add(_parts.Variable());
        for (int i = 0; i < 1000; i++)
        {
            _parts[cell].Hold(new Value(0, ArrayOf(1, 2)), RevisionSpan.Since(At(1)), isNew: true);
            _parts.Cache.Note(cell, ref _parts[cell], cost: 1);
        }

        _budget.Add(-70 * Bytes);
        Assert.False(_budget.IsExceeded);
    }

    private int Note(NdArray<double> array, long cost)
    {
        int cell = _parts.Add(_parts.Variable());
        _parts[cell].Hold(new Value(0, array), RevisionSpan.Since(At(1)), isNew: true);
        _parts.Cache.Note(cell, ref _parts[cell], cost);
        return cell;
    }
}

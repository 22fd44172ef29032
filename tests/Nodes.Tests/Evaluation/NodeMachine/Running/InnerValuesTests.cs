using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>An array goes when its only user has what it was for, and stays if anybody else may want it.</summary>
public sealed class InnerValuesTests
{
    private readonly ShardParts _parts = new();
    private readonly NdArray<double> _array = ArrayOf(1, 2);

    [Fact]
    public void DropOf_TheOnlyUserOfTheSameSupport_LetsTheArrayGo()
    {
        int inner = AddInner();
        Assert.True(IsDropped(inner, _parts.Add("neg", inner)));
        Assert.Equal(new Version(1), _parts[inner].Version);
    }

    /// <summary>Two reads by one user are one user.</summary>
    [Fact]
    public void DropOf_AUserThatReadsTwice_LetsTheArrayGo()
    {
        int inner = AddInner();
        Assert.True(IsDropped(inner, _parts.Add("mul", inner, inner)));
    }

    [Fact]
    public void DropOf_OneOfTwoUsers_KeepsTheArray()
    {
        int inner = AddInner(), user = _parts.Add("neg", inner);
        _parts.Add("sqr", inner);
        Assert.False(IsDropped(inner, user));
    }

    /// <summary>Where support grows, the smaller side may be read again when the other moves.</summary>
    [Fact]
    public void DropOf_AUserOfLargerSupport_KeepsTheArray()
    {
        int inner = AddInner();
        Assert.False(IsDropped(inner, _parts.Add("add", inner, _parts.AddVariable(1))));
    }

    [Theory]
    [InlineData((int)CellFlags.IsKept, false)]
    [InlineData((int)CellFlags.IsSource, false)]
    [InlineData((int)CellFlags.IsImport, false)]
    [InlineData((int)(CellFlags.IsImport | CellFlags.IsHandedOver), true)]
    [InlineData((int)CellFlags.Materialized, true)]
    public void DropOf_AUserOfACellWithFlags_LooksWhetherItsValueIsForOthersToo(int flags, bool isDropped)
    {
        int inner = AddInner(), user = _parts.Add("neg", inner);
        _parts[inner].Set((CellFlags)flags);
        Assert.Equal(isDropped, IsDropped(inner, user));
    }

    /// <summary>What is compared with the next one has to be there by then.</summary>
    [Fact]
    public void DropOf_AUserOfWhatIsCompared_KeepsTheArray()
    {
        int inner = AddInner();
        _parts[inner].Node.ComparesValues = true;
        Assert.False(IsDropped(inner, _parts.Add("neg", inner)));
    }

    private int AddInner()
    {
        int inner = _parts.Add("sort", _parts.AddVariable(1));
        _parts[inner].Hold(new Value(0, _array), RevisionSpan.Since(At(1)), isNew: true);
        return inner;
    }

    private bool IsDropped(int inner, int user)
    {
        _parts.InnerValues.DropOf(ref _parts[user]);
        Assert.NotEqual(_parts[inner].HasValue, _array.Block.IsFree);
        return !_parts[inner].HasValue;
    }
}

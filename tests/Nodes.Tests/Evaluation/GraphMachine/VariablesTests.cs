using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Storage;
using static Dataflow.Nodes.Tests.Evaluation.PartsDesk;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>The newest value of each variable, with one lease, until the next one or the variable's end.</summary>
public sealed class VariablesTests
{
    private readonly PartsDesk _desk = new();
    private readonly Variables _variables = new();

    [Fact]
    public void Keep_OfAnotherValue_LetsTheOneBeforeGo()
    {
        GraphNode x = _desk.Variable();
        NdArray<double> before = Leased(), after = Leased();
        _variables.Keep(x, new Value(0, before));
        _variables.Keep(x, new Value(0, after));
        Assert.True(before.Block.IsHeldBy(1) && after.Block.IsHeldBy(2));
    }

    [Fact]
    public void Forget_OfAVariable_LetsItsValueGoOnce()
    {
        GraphNode x = _desk.Variable(), never = _desk.Variable();
        NdArray<double> array = Leased();
        _variables.Keep(x, new Value(0, array));
        Assert.Equal(array.Shape, _variables.ShapeOf(x));
        _variables.Forget(x);
        _variables.Forget(x);
        _variables.Forget(never);
        Assert.True(array.Block.IsHeldBy(1));
        Assert.Null(_variables.ShapeOf(x));
    }

    [Fact]
    public void ValuesFor_CellsOfAShard_AreThoseOfItsOwnVariables()
    {
        GraphNode own = _desk.Variable(), imported = _desk.Variable(), unassigned = _desk.Variable();
        NdArray<double> array = Leased();
        _variables.Keep(own, new Value(0, array));
        _variables.Keep(imported, Value.Of(2));
        var cells = new CellAssignment(First);
        cells.Add(new AssignedCell(imported, new CellAddress(Second, 0)));
        cells.Add(new AssignedCell(unassigned, CellAddress.None));
        cells.Add(new AssignedCell(_desk.Neg(own), CellAddress.None));
        cells.Add(new AssignedCell(own, CellAddress.None));
        (int place, Value value) = Assert.Single(_variables.ValuesFor(cells));
        Assert.Equal(3, place);
        Assert.Same(array, value.Array);
        Assert.True(array.Block.IsHeldBy(3));
    }

    [Fact]
    public void StoredAt_ARevision_HasEachValueWithALease()
    {
        GraphNode x = _desk.Variable(), y = _desk.Variable();
        NdArray<double> array = Leased();
        _variables.Keep(x, new Value(0, array));
        _variables.Keep(y, Value.Of(4));
        IReadOnlyList<StoredValue> stored = _variables.StoredAt(new Revision(3));
        Assert.Equal([x.Id, y.Id], stored.Select(one => one.Variable.Value));
        Assert.Same(array, stored[0].Content);
        Assert.True(array.Block.IsHeldBy(3));
        Assert.All(stored, one => Assert.Equal(new Revision(3), one.Revision));
    }

    [Fact]
    public void Drop_OfAll_LetsAllGo()
    {
        NdArray<double> array = Leased();
        _variables.Keep(_desk.Variable(), new Value(0, array));
        _variables.Keep(_desk.Variable(), Value.Of(1));
        _variables.Drop();
        _variables.Drop();
        Assert.True(array.Block.IsHeldBy(1));
        Assert.Empty(_variables.StoredAt(default));
    }

    /// <summary>An array with the test's lease, and one to give away.</summary>
    private static NdArray<double> Leased()
    {
        NdArray<double> array = Array();
        array.Retain();
        return array;
    }
}

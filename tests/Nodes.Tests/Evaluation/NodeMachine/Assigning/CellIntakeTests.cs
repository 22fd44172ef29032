using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>What cells become when the clock assigns them: new ones, free ones, and those that change places.</summary>
public sealed class CellIntakeTests
{
    private static readonly CellAddress Elsewhere = new(Other, 6);

    private readonly ShardParts _parts = new();

    [Fact]
    public void Take_OfNewNodes_GivesSourcesTheirValuesAndOthersTheirOperands()
    {
        GraphNode x = _parts.Variable(), two = _parts.Graph.Constant(ElementType.Float64, 2);
        GraphNode sum = Apply("add", x, two);
        CellAssignment cells = Assignment(new(x, CellAddress.None), new(two, CellAddress.None));
        cells.Add(new AssignedCell(sum, CellAddress.None));
        foreach (int operand in (int[])[0, 1]) cells.AddOperand(operand);
        Take(cells);
        Assert.Equal(FaultKind.Unassigned, ((Fault)_parts[0].Content!).Origin.Kind);
        Assert.Equal((2.0, RevisionSpan.Always, new Version(1)), (_parts[1].Number, _parts[1].Span, _parts[1].Version));
        Assert.Equal((RevisionSpan.Never, Version.None), (_parts[2].Span, _parts[2].Version));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(cell => _parts[cell].IsSource));
        Assert.Equal([1, 1, 0], Enumerable.Range(0, 3).Select(cell => _parts[cell].Users));
        Assert.Equal(1, _parts.Intake.Count);
    }

    /// <summary>Values come by the places of their variables, which need not be all that there are.</summary>
    [Fact]
    public void Take_WithValuesOfSomeVariables_GivesEachItsOwn()
    {
        _parts.Era.Enter(new EraPlan(new Era(1), [Id]), At(4));
        AssignedCell[] variables =
            [.. Enumerable.Range(0, 4).Select(_ => new AssignedCell(_parts.Variable(), CellAddress.None))];
        _parts.Intake.Take(new AssignCells(Assignment(variables), [(1, Value.Of(10)), (3, Value.Of(30))]));
        Assert.Equal([false, true, false, true], Enumerable.Range(0, 4).Select(cell => _parts[cell].Content is null));
        Assert.Equal((10.0, 30.0), (_parts[1].Number, _parts[3].Number));
        Assert.Equal((RevisionSpan.Since(At(4)), new Version(1)), (_parts[1].Span, _parts[1].Version));
        Assert.Equal(RevisionSpan.Always, _parts[0].Span);
    }

    /// <summary>A constant array is the graph's as well: the cell has a lease of its own.</summary>
    [Fact]
    public void Take_OfAConstantArray_LeasesIt()
    {
        NdArray<double> array = ArrayOf(1, 2);
        Take(Assignment(new AssignedCell(_parts.Graph.Constant(array), CellAddress.None)));
        Assert.Same(array, _parts[0].Content);
        int leases = Enumerable.Range(1, 4).Single(array.Block.IsHeldBy);
        _parts[0].Drop();
        Assert.True(array.Block.IsHeldBy(leases - 1));
    }

    /// <summary>Answers for the node that a cell stood for before are told by the tenant from those for the next.
    /// </summary>
    [Fact]
    public void Take_OfImportsInCellsThatWereUsed_CountsTheirTenants()
    {
        Take(Assignment(new(_parts.Variable(), Elsewhere), new(_parts.Variable(), Elsewhere)));
        Assert.Equal([0, 0], TenantsOf(0, 1));
        foreach (int cell in (int[])[0, 1, 0])
        {
            _parts[cell].End();
            Take(Assignment(new AssignedCell(_parts.Variable(), Elsewhere, cell)));
        }

        Assert.Equal([3, 2], TenantsOf(0, 1));
        Assert.Equal(4, _parts.Intake.Count);
    }

    /// <summary>
    /// The node moves away: its value is good up to the newest revision, and its versions are counted on.
    /// </summary>
    [Fact]
    public void Take_OfANodeThatMovesAway_MakesItAnImport()
    {
        int x = _parts.AddVariable(5), cell = _parts.Add("neg", x);
        _parts[cell].Hold(Value.Of(-5), RevisionSpan.Since(At(1)), isNew: true);
        _parts[cell].Set(CellFlags.IsKept | CellFlags.Materialized | CellFlags.IsLeaving);
        foreach (ShardId reader in (ShardId[])[Other, Third]) _parts.Table.AddImporter(
            cell, new CellAddress(reader, 0));
        _parts.Era.Enter(new EraPlan(new Era(1), [Id, Other, Third]), At(7));
        GraphNode node = _parts[cell].Node;
        Take(Assignment(new AssignedCell(node, Elsewhere, cell)));
        Assert.Equal(
            (-5.0, new Version(1), Span(1, 7)), (_parts[cell].Number, _parts[cell].Version, _parts[cell].Span));
        Assert.True(_parts[cell].IsImport && _parts[cell].HasValue);
        Assert.False(_parts[cell].Has(CellFlags.IsKept | CellFlags.Materialized | CellFlags.IsLeaving));
        Assert.Equal((0, 0, 0), (_parts[x].Users, _parts[cell].Users, _parts[cell].OperandCount));
        Assert.Equal(Elsewhere, _parts[cell].Extras!.Lender);
        Assert.Equal(new Version(3), _parts[cell].Extras!.AsKnownHere(new Version(2)));
    }

    /// <summary>
    /// A node comes to live where it was imported: it keeps what it had, and reads its operands again.
    /// </summary>
    [Fact]
    public void Take_OfANodeThatComesHere_KeepsTheValueOfItsImport()
    {
        int x = _parts.AddVariable(5), import = _parts.AddImport(Apply("neg", _parts[x].Node));
        _parts[import].Borrow(new Version(4), Span(1, 3));
        _parts[import].Put(Value.Of(-5));
        _parts[import].Set(CellFlags.IsAskedFor | CellFlags.IsKept | CellFlags.IsHandedOver);
        CellAssignment cells = Assignment(new AssignedCell(_parts[import].Node, CellAddress.None, import));
        cells.AddOperand(x);
        Take(cells);
        Assert.Equal((-5.0, new Version(4), 1), (_parts[import].Number, _parts[import].Version, _parts[x].Users));
        Assert.True(_parts[import].Has(CellFlags.IsAskedFor));
        Assert.False(_parts[import].Has(CellFlags.IsKept | CellFlags.IsHandedOver | CellFlags.IsImport));
        Assert.False(_parts[import].Extras!.Lender.IsTaken);
    }

    /// <summary>What a variable had as an import is not what it has: it is restored, or unassigned.</summary>
    [Fact]
    public void Take_OfAVariableThatComesHere_IsAnotherVersion()
    {
        NdArray<double> array = ArrayOf(1, 2);
        int import = _parts.AddImport();
        _parts[import].Borrow(new Version(4), Span(1, 3));
        _parts[import].Put(new Value(0, array));
        Take(Assignment(new AssignedCell(_parts[import].Node, CellAddress.None, import)));
        Assert.True(array.Block.IsFree);
        Assert.IsType<Fault>(_parts[import].Content);
        Assert.Equal((new Version(5), RevisionSpan.Always), (_parts[import].Version, _parts[import].Span));
    }

    /// <summary>
    /// Nobody takes what a kernel computes for a cell that is another one by then; nothing waits in it.
    /// </summary>
    [Fact]
    public void Take_OverACellWithWork_LosesTheWorkAndWhatWaits()
    {
        int x = _parts.AddVariable(ArrayOf(1, 2)), cell = _parts.Add("neg", x);
        _parts.Ask(cell, 1);
        Work kernel = Assert.Single(_parts.Works.ToList());
        Take(Assignment(new AssignedCell(_parts[cell].Node, Elsewhere, cell)));
        Assert.True(kernel.IsLost);
        Assert.True(_parts.Works.AreNone);
        _parts.RunKernels();
        Assert.False(_parts[cell].HasValue);
    }

    [Fact]
    public void Take_OfReaders_CountsEachOnceAsAUser()
    {
        int x = _parts.AddVariable(5);
        CellAssignment cells = Assignment();
        foreach (int import in (int[])[0, 1, 0]) cells.AddReader(x, new CellAddress(Other, import));
        Take(cells);
        Assert.Equal((2, 2), (_parts[x].Users, _parts[x].Extras!.ImporterCount));
    }

    private static CellAssignment Assignment(params AssignedCell[] cells)
    {
        var assignment = new CellAssignment(Id);
        foreach (AssignedCell cell in cells) assignment.Add(cell);
        return assignment;
    }

    private void Take(CellAssignment cells) => _parts.Intake.Take(new AssignCells(cells, []));

    private IEnumerable<int> TenantsOf(params int[] cells) => cells.Select(cell => _parts[cell].Extras!.Tenant);

    private GraphNode Apply(string name, params GraphNode[] operands) =>
        _parts.Graph.Apply(new Formula(OperatorCatalogue.Find(name)!, null, ElementType.Float64, operands));
}

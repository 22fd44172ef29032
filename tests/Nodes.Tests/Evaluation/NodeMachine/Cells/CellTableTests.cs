using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Planning;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>
/// Who reads whom, how many do, and which edges carry a loan: all three agree whatever is taken away.
/// </summary>
public sealed class CellTableTests
{
    private readonly ShardParts _parts = new();

    private CellTable Table => _parts.Table;

    [Fact]
    public void Connect_ToACellTwice_CountsBothReads()
    {
        int x = _parts.AddVariable(1), y = _parts.AddVariable(2), user = _parts.Add("mul", x, x);
        Assert.Equal((2, 0), (_parts[x].Users, _parts[y].Users));
        Assert.Equal(2, Table.ReadsBy(ref _parts[user], ref _parts[x]));
        Assert.Equal(0, Table.ReadsBy(ref _parts[user], ref _parts[y]));
        Table.Disconnect(user);
        Assert.Equal(0, _parts[x].Users);
        Assert.Equal(x, Table.TakeUnread());
        Assert.False(Table.HasUnread);
    }

    /// <summary>What was given back is used again by as many operands, and by no others.</summary>
    [Fact]
    public void Connect_AfterADisconnect_TakesItsEdgesForAsManyOperands()
    {
        int x = _parts.AddVariable(1), user = _parts.Add("mul", x, x), edges = Table.EdgeCount;
        int first = _parts[user].FirstEdge;
        Table.Disconnect(user);
        Table.Disconnect(user);
        int one = _parts.Add("neg", x);
        Assert.Equal((edges, edges + 1), (_parts[one].FirstEdge, Table.EdgeCount));
        int two = _parts.Add("add", x, x), more = _parts.Add("sub", x, x);
        Assert.Equal((first, edges + 1), (_parts[two].FirstEdge, _parts[more].FirstEdge));
        Assert.Equal(5, _parts[x].Users);
    }

    /// <summary>The last that was read less is taken first; a cell comes as often as it came to that.</summary>
    [Fact]
    public void TakeUnread_AfterSeveralUsersWent_GivesTheCellsThatNobodyReads()
    {
        int x = _parts.AddVariable(1), y = _parts.AddVariable(2), z = _parts.AddVariable(3);
        int[] users = [_parts.Add("add", x, y), _parts.Add("add", y, z)];
        foreach (int user in users) Table.Disconnect(user);
        int[] unread = [Table.TakeUnread(), Table.TakeUnread(), Table.TakeUnread()];
        Assert.Equal([z, y, x], unread);
        Assert.False(Table.HasUnread);
    }

    /// <summary>Three have borrowed; whichever goes, the other two are told, and then nobody is.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void RecallLoans_AfterOneOfThreeBorrowersWent_FindsTheOtherTwo(int gone)
    {
        int x = _parts.AddVariable(1);
        int[] users = [_parts.Add("neg", x), _parts.Add("sqr", x), _parts.Add("exp", x)];
        foreach (int user in users) LendTo(user);
        Table.Disconnect(users[gone]);
        Assert.Equal(users.Where(user => user != users[gone]).Order(), Recall(x).Order());
        Assert.Empty(Recall(x));
    }

    [Fact]
    public void Lend_AlongAnEdgeTwice_IsOneLoanAndAfterARecallANewOne()
    {
        int x = _parts.AddVariable(1), user = _parts.Add("neg", x);
        for (int round = 0; round < 2; round++)
        {
            LendTo(user);
            LendTo(user);
            Assert.Equal([user], Recall(x));
        }
    }

    /// <summary>Nothing about a value can change whose end is known.</summary>
    [Fact]
    public void Lend_OfWhatHasEnded_IsNoLoan()
    {
        int x = _parts.AddVariable(1), user = _parts.Add("neg", x);
        _parts[x].CutBefore(At(5));
        LendTo(user);
        Assert.False(Table.EdgeAt(_parts[user].FirstEdge).IsLent);
        Assert.Empty(Recall(x));
    }

    [Fact]
    public void VoidLoans_WithLoansHereAndElsewhere_LeavesNone()
    {
        int x = _parts.AddVariable(1), user = _parts.Add("neg", x);
        LendTo(user);
        _parts[x].NeedExtras().Lend(new CellAddress(Other, 3));
        Table.VoidLoans();
        Assert.Empty(Recall(x));
        Assert.Equal(0, _parts[x].Extras!.BorrowerCount);
        LendTo(user);
        Assert.Equal([user], Recall(x));
    }

    /// <summary>Importers count as users, each once, and those of a lost shard go together.</summary>
    [Fact]
    public void AddImporter_AndTheirShardsAfterIt_CountEachOnce()
    {
        int x = _parts.AddVariable(1);
        CellAddress[] imports = [new(Other, 0), new(Other, 1), new(Third, 0)];
        foreach (CellAddress import in (CellAddress[])[.. imports, .. imports]) Table.AddImporter(x, import);
        Assert.Equal(3, _parts[x].Users);
        Assert.True(Table.TryRemoveImporter(x, imports[0]));
        Assert.False(Table.TryRemoveImporter(x, imports[0]));
        Assert.False(Table.TryRemoveImporter(Table.Count, imports[0]));
        Assert.Equal(2, _parts[x].Users);
        CellTable.KeepImporters(ref _parts[x], [Id, Third]);
        CellTable.KeepImporters(ref _parts[x], [Id, Third]);
        Assert.Equal(1, _parts[x].Users);
    }

    [Fact]
    public void Connect_ToAnImport_KnowsItsOnlyUser()
    {
        int lent = _parts.AddImport(), first = _parts.Add("mul", lent, lent);
        Assert.Equal(first, _parts[lent].Extras!.SoleUser);
        int second = _parts.Add("neg", lent);
        Assert.Equal(-2, _parts[lent].Extras!.SoleUser);
        Table.Disconnect(first);
        Table.Disconnect(second);
        Assert.Equal(-1, _parts[lent].Extras!.SoleUser);
    }

    [Fact]
    public void IsTaken_OfFreeCellsAndCellsToCome_IsFalse()
    {
        int x = _parts.AddVariable(1);
        Assert.True(Table.IsTaken(x));
        Assert.False(Table.IsTaken(x + 1));
        _parts[x].End();
        Assert.False(Table.IsTaken(x));
    }

    private void LendTo(int user)
    {
        int index = _parts[user].FirstEdge;
        Table.Lend(ref Table.OperandAt(index), ref Table.EdgeAt(index), index);
    }

    private List<int> Recall(int cell)
    {
        var borrowers = new List<int>();
        Table.RecallLoans(ref _parts[cell], borrowers);
        return borrowers;
    }
}

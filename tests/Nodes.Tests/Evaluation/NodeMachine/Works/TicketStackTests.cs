using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.ShardParts;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A stack of any depth that says whether a cell may be looked at, and never wrongly that it is not.</summary>
public sealed class TicketStackTests
{
    private readonly TicketStack _stack = new();

    /// <summary>Depth is no matter: 5,000 lie in several pieces of memory.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(5000)]
    public void Pop_OfSoManyTickets_GivesTheLatestFirst(int count)
    {
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < count; i++) Push(i);
            for (int i = count - 1; i >= 0; i--)
            {
                Assert.Equal((i, i + 1), (_stack.Top.Cell, _stack.Count));
                _stack.Pop();
            }

            Assert.Equal(0, _stack.Count);
        }
    }

    [Fact]
    public void Top_SetToAnother_ChangesThatOneInPlace()
    {
        Push(1);
        Push(2);
        _stack.Top = _stack.Top.OnceMore();
        Assert.True(_stack.Top.Again);
        Assert.Equal((2, Need.Value, At(7)), (_stack.Top.Cell, _stack.Top.Need, _stack.Top.Revision));
        _stack.Pop();
        Assert.False(_stack.Top.Again);
    }

    /// <summary>Up to 64 are looked through; of more it is not told, which keeps a cell that could go.</summary>
    [Fact]
    public void MayHave_ACell_IsFalseOnlyWhenItIsNotThere()
    {
        for (int i = 0; i < 64; i++) Push(i);
        Assert.True(_stack.MayHave(0));
        Assert.True(_stack.MayHave(63));
        Assert.False(_stack.MayHave(64));
        Push(5);
        Assert.True(_stack.MayHave(1000));
        _stack.Pop();
        Assert.False(_stack.MayHave(1000));
        _stack.Clear();
        Assert.False(_stack.MayHave(0));
    }

    private void Push(int cell) => _stack.Push(new Ticket(cell, Need.Value, At(7)));
}

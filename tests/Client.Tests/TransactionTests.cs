using Dataflow.TestKit.Links;

namespace Dataflow.Client.Tests;

public abstract class TransactionTests(Func<Context> open)
{
    private readonly Context _flow = open();

    [Fact]
    public void Assign_OfBothPrecisionsInOneTransaction_IsOneStep()
    {
        LazyArray<double> x = _flow.Variable<double>("x");
        LazyArray<float> y = _flow.Variable<float>("y");
        _flow.Transaction(step =>
        {
            step.Assign(x, 1.5);
            step.Assign(y, NdArray<float>.Of(1, 2));
        });
        Assert.Equal(1.5, x.ToScalar());
        Assert.Equal([1f, 2f], y.ToArray());
    }

    [Fact]
    public void Assign_InATransactionWithinATransaction_IsTwoSteps()
    {
        LazyArray<double> x = _flow.Variable<double>("x");
        _flow.Transaction(outer =>
        {
            outer.Assign(x, 1);
            _flow.Transaction(inner => inner.Assign(x, 2));
            Assert.Equal(2, x.ToScalar());
        });
        Assert.Equal(1, x.ToScalar());
    }

    [Fact]
    public void Transaction_ThatAssignsAndEvaluates_SeesTheStateBefore()
    {
        LazyArray<double> x = _flow.Variable<double>("x"), more = x + 1;
        x.Assign(1);
        _flow.Transaction(step =>
        {
            step.Assign(x, 5);
            Assert.Equal(2, more.Eval().ToScalar());
        });
        Assert.Equal(6, more.Eval().ToScalar());
    }
}

public sealed class EmbeddedTransactionTests() : TransactionTests(() => new Context());

public sealed class RemoteTransactionTests() : TransactionTests(() => new MemoryCluster().Open());

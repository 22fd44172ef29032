using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Requests that wait for an era to begin keep their order, and none is left waiting.</summary>
public sealed class DeferredRequestsTests
{
    private readonly DeferredRequests _deferred = new();

    [Fact]
    public void TryTake_OfSeveral_GivesThemInOrder()
    {
        Request[] requests = [new Survey(), new Inspection([]), new Survey()];
        _deferred.Add(requests[0]);
        _deferred.Add(requests[1..]);
        Assert.Equal(3, _deferred.Count);
        var taken = new List<Request>();
        while (_deferred.TryTake(out Request? request)) taken.Add(request);
        Assert.Equal(requests, taken);
        Assert.Equal(0, _deferred.Count);
    }

    /// <summary>An evaluation may have been cancelled meanwhile.</summary>
    [Fact]
    public void Fail_WithOneThatIsDone_TellsTheOthers()
    {
        var cancelled = new EvalRequest([], Need.Value);
        cancelled.Fail(new OperationCanceledException());
        var survey = new Survey();
        _deferred.Add([cancelled, survey]);
        var cause = new InvalidOperationException("a law");
        _deferred.Fail(cause);
        Assert.IsType<OperationCanceledException>(cancelled.Error);
        Assert.Same(cause, survey.Error);
        Assert.Equal(0, _deferred.Count);
    }
}

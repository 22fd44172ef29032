using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Requests that came, or were under way, while an era begins. They begin when work goes on, in order.
/// </summary>
internal sealed class DeferredRequests
{
    private readonly Queue<Request> _requests = new();

    public int Count => _requests.Count;

    public void Add(Request request) => _requests.Enqueue(request);

    public void Add(IEnumerable<Request> requests)
    {
        foreach (Request request in requests) Add(request);
    }

    public bool TryTake([NotNullWhen(true)] out Request? request) => _requests.TryDequeue(out request);

    /// <summary>The engine broke: nobody is left waiting.</summary>
    public void Fail(Exception cause)
    {
        while (TryTake(out Request? request)) request.TryFail(cause);
    }
}

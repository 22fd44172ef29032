namespace Dataflow.TestKit;

/// <summary>
/// The identity, computed only once the test says so: a computation that is under way for as long as a test needs it to
/// be. Give it more elements than run inside an actor, so that no actor waits with it.
/// </summary>
internal sealed class GateOperator : Operator, IDisposable
{
    private const int EnoughThreads = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // ends a broken test, decides nothing

    private readonly SemaphoreSlim _entered = new(0);
    private readonly ManualResetEventSlim _open = new();

    public GateOperator()
        : base("gate", "x, once the gate is open", "x")
    {
        // What waits at a gate holds a thread of the pool, which on a small machine would be slow to add others.
        ThreadPool.SetMinThreads(EnoughThreads, EnoughThreads);
    }

    /// <summary>Waits until a computation stands at the gate.</summary>
    public void WaitUntilEntered() => Assert.True(_entered.Wait(Patience), "nothing came to the gate");

    /// <summary>Lets everything through from now on.</summary>
    public void Open() => _open.Set();

    /// <summary>Holds up what comes from now on.</summary>
    public void Close() => _open.Reset();

    public void Dispose()
    {
        _open.Set();
        _entered.Dispose();
        _open.Dispose();
    }

    public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters) => operands[0];

    internal override void Execute<T>(
        ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
    {
        _entered.Release();
        Assert.True(_open.Wait(Patience), "the gate was never opened");
        operands[0].Writable().CopyTo(result.Writable());
    }
}

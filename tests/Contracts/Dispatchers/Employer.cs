using Dataflow.Nodes.Actors;
using Dataflow.TestKit;

namespace Dataflow.Contracts.Dispatchers;

/// <summary>Told a signal, starts its jobs, long and short ones, and completes the signal when all have answered.
/// </summary>
internal sealed class Employer : Actor
{
    private Signal? all;
    private int missing;

    public Employer(Dispatcher dispatcher, int jobs) : base(dispatcher)
    {
        Jobs = [.. Enumerable.Range(0, jobs).Select(i => new CountedJob(dispatcher, this, isLong: i % 2 == 0))];
        missing = jobs;
    }

    public CountedJob[] Jobs { get; }

    protected override void Receive(Message message)
    {
        if (message is Signal signal)
        {
            all = signal;
            foreach (CountedJob job in Jobs) job.Start();
            return;
        }
        if (--missing == 0) all!.Complete();
    }
}

internal sealed class CountedJob(Dispatcher dispatcher, Employer employer, bool isLong) : Job(dispatcher)
{
    private int runs;

    public int Runs => runs;

    public override bool IsLong => isLong;

    protected override void Execute()
    {
        if (isLong) Thread.SpinWait(200);
        Interlocked.Increment(ref runs);
        employer.Tell(new Number());
    }
}

internal sealed class FailingJob(Dispatcher dispatcher) : Job(dispatcher)
{
    public Signal Reported { get; } = new();

    protected override void Execute() => throw new NotSupportedException();

    protected override void OnError(Exception exception)
    {
        base.OnError(exception);
        Reported.Complete();
    }
}

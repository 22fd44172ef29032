using Dataflow.Nodes.Actors;
using Dataflow.TestKit;

namespace Dataflow.Contracts.Dispatchers;

/// <summary>Told a signal, starts its jobs, long and short ones, and completes the signal when all have answered.
/// </summary>
internal sealed class Employer : Actor
{
    private Signal? _all;
    private int _missing;

    public Employer(Dispatcher dispatcher, int jobs) : base(dispatcher)
    {
        Jobs = [.. Enumerable.Range(0, jobs).Select(i => new CountedJob(dispatcher, this, isLong: i % 2 == 0))];
        _missing = jobs;
    }

    public CountedJob[] Jobs { get; }

    protected override void Receive(Message message)
    {
        if (message is Signal signal)
        {
            _all = signal;
            foreach (CountedJob job in Jobs) job.Start();
            return;
        }

        if (--_missing == 0) _all!.Complete();
    }
}

internal sealed class CountedJob(Dispatcher dispatcher, Employer employer, bool isLong) : Job(dispatcher)
{
    private int _runs;

    public int Runs => _runs;

    public override bool IsLong => isLong;

    protected override void Execute()
    {
        if (isLong) Thread.SpinWait(200);
        Interlocked.Increment(ref _runs);
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

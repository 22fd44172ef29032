using Dataflow.Nodes.Actors;
using Dataflow.TestKit;

namespace Dataflow.Contracts.Dispatchers;

/// <summary>Waits that end a broken test instead of hanging it; they decide nothing.</summary>
internal static class Within
{
    public static void Patience(Completion completion) =>
        Assert.True(completion.AsTask().Wait(TimeSpan.FromSeconds(60)), "what must come never came");
}

internal sealed class Number : Message
{
    public int Value;
}

/// <summary>Goes round a ring; the same message is told again at every hop.</summary>
internal sealed class Token : Completion
{
    public int HopsLeft, DeepestNesting;
}

internal sealed class Ring(Dispatcher dispatcher) : Actor(dispatcher)
{
    [ThreadStatic] private static int _nesting;

    private Ring? _after;

    public static Ring Of(int length, Dispatcher dispatcher)
    {
        var first = new Ring(dispatcher);
        Ring last = first;
        for (int i = 1; i < length; i++) last = last._after = new Ring(dispatcher);
        last._after = first;
        return first;
    }

    protected override void Receive(Message message)
    {
        var token = (Token)message;
        token.DeepestNesting = Math.Max(token.DeepestNesting, ++_nesting);
        if (token.HopsLeft-- > 0) _after!.Tell(token);
        else token.Complete();
        _nesting--;
    }
}

/// <summary>Throws at odd numbers; answers a signal.</summary>
internal sealed class Fragile(Dispatcher dispatcher) : Actor(dispatcher)
{
    public int Handled { get; private set; }

    public bool SupervisorThrows { get; init; }

    protected override void Receive(Message message)
    {
        if (message is Signal signal) signal.Complete();
        if (message is not Number number) return;
        if (number.Value % 2 != 0) throw new InvalidOperationException($"{number.Value}");
        Handled++;
    }

    protected override void OnError(Exception exception, Message message)
    {
        if (SupervisorThrows) throw new NotSupportedException();
        base.OnError(exception, message);
    }
}

/// <summary>Makes a synchronous request from inside its handler.</summary>
internal sealed class Impatient(Dispatcher dispatcher) : Actor(dispatcher)
{
    public Exception? Caught { get; private set; }

    protected override void Receive(Message message)
    {
        var inner = new Signal();
        Caught = Record.Exception(() => Dispatcher.CallerRuns(new Fragile(Dispatcher), inner, inner));
        ((Signal)message).Complete();
    }
}

/// <summary>Makes a synchronous request from inside a job.</summary>
internal sealed class ImpatientJob(Dispatcher dispatcher) : Job(dispatcher)
{
    public Exception? Caught { get; private set; }

    public Signal Ended { get; } = new();

    protected override void Execute()
    {
        var inner = new Signal();
        Caught = Record.Exception(() => Dispatcher.CallerRuns(new Fragile(Dispatcher), inner, inner));
        Ended.Complete();
    }
}

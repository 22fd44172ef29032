using System.Runtime.CompilerServices;
using Dataflow.Nodes.Actors;

namespace Dataflow.Benchmarks.Actors;

/// <summary>A request that its receiver answers by completing it.</summary>
internal sealed class Request : Completion;

/// <summary>Goes from actor to actor until it has made its hops.</summary>
internal sealed class Walk : Completion
{
    public int HopsLeft;
}

internal sealed class Hop(Dispatcher dispatcher) : Actor(dispatcher)
{
    private Hop? _after;

    /// <summary>A ring of actors; returns its first.</summary>
    public static Hop Ring(int length, Dispatcher dispatcher)
    {
        var first = new Hop(dispatcher);
        Hop last = first;
        for (int i = 1; i < length; i++) last = last._after = new Hop(dispatcher);
        last._after = first;
        return first;
    }

    protected override void Receive(Message message)
    {
        var walk = (Walk)message;
        if (--walk.HopsLeft > 0) _after!.Tell(walk);
        else walk.Complete();
    }
}

internal sealed class Echo(Dispatcher dispatcher) : Actor(dispatcher)
{
    protected override void Receive(Message message) => ((Completion)message).Complete();
}

/// <summary>A message of an edge: told to the leaf and back again.</summary>
internal sealed class Edge : Message
{
    public required Leaf Leaf;
}

internal sealed class Leaf(Dispatcher dispatcher, Root root) : Actor(dispatcher)
{
    protected override void Receive(Message message) => root.Tell(message);
}

/// <summary>Tells all its leaves and is done when all have answered.</summary>
internal sealed class Root : Actor
{
    private readonly Edge[] _edges;
    private int _missing;
    private Request? _request;

    public Root(Dispatcher dispatcher, int leaves) : base(dispatcher) =>
        _edges = [.. Enumerable.Range(0, leaves).Select(_ => new Edge { Leaf = new Leaf(dispatcher, this) })];

    protected override void Receive(Message message)
    {
        if (message is Edge)
        {
            if (--_missing == 0) _request!.Complete();
            return;
        }

        _request = (Request)message;
        _missing = _edges.Length;
        foreach (Edge edge in _edges) edge.Leaf.Tell(edge);
    }
}

/// <summary>Starts kernels and is done when all have answered.</summary>
internal sealed class Foreman : Actor
{
    private readonly Kernel[] _kernels;
    private int _missing;
    private Request? _request;

    public Foreman(Dispatcher dispatcher, int count, int spins) : base(dispatcher) =>
        _kernels = [.. Enumerable.Range(0, count).Select(_ => new Kernel(dispatcher, this, spins))];

    protected override void Receive(Message message)
    {
        if (message is Finished)
        {
            if (--_missing == 0) _request!.Complete();
            return;
        }

        _request = (Request)message;
        _missing = _kernels.Length;
        foreach (Kernel kernel in _kernels) kernel.Start();
    }

    internal sealed class Finished : Message;

    private sealed class Kernel(Dispatcher dispatcher, Foreman foreman, int spins) : Job(dispatcher)
    {
        private readonly Finished _finished = new();

        public double Result { get; private set; }

        public override bool IsLong => spins > 1000;

        protected override void Execute()
        {
            Result = Work(spins);
            foreman.Tell(_finished);
        }
    }

    /// <summary>Keeps a core busy: each step waits for the one before.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Work(int spins)
    {
        double x = 1;
        for (int i = 0; i < spins; i++) x = (x * 0.999) + 0.001;
        return x;
    }
}

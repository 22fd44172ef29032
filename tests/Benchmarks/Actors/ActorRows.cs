using Dataflow.Nodes.Actors;

namespace Dataflow.Benchmarks.Actors;

/// <summary>What the actor runtime costs: medians of seven runs. Peers' figures are from the same two-core machine.
/// </summary>
internal static class ActorRows
{
    private const int Many = 1_000_000;

    public static IEnumerable<BenchmarkRow> Measure()
    {
        yield return Chain(1_000, 20, "Akka.NET 1.5.30: 137.5");
        yield return Chain(100_000, 20, "Akka.NET 1.5.30: 566");
        yield return ChainByCaller(1_000, 20);
        yield return ChainByCaller(100_000, 20);
        yield return PingPong();
        yield return Pairs(16);
        yield return Fan(1_000);
        yield return FanByCaller(10);
        yield return AskByCaller();
        yield return AskByPool();
        yield return Create(100_000, 25);
        yield return Create(1_000_000, 25);
        yield return Bytes();
        yield return Jobs();
        yield return Cores();
    }

    private static BenchmarkRow Chain(int length, double target, string peer)
    {
        Hop first = Hop.Ring(length, new WorkersDispatcher());
        double ns = Median.Nanoseconds(Many, () =>
        {
            var walk = new Walk { HopsLeft = Many };
            first.Tell(walk);
            walk.Wait();
        });
        return new($"chain of {length:N0}, on the pool", "a hop", ns, "ns", target, peer);
    }

    private static BenchmarkRow ChainByCaller(int length, double target)
    {
        var dispatcher = new WorkersDispatcher();
        Hop first = Hop.Ring(length, dispatcher);
        double ns = Median.Nanoseconds(Many, () =>
        {
            for (int done = 0; done < Many; done += length)
            {
                var walk = new Walk { HopsLeft = length };
                dispatcher.CallerRuns(first, walk, walk);
            }
        });
        return new($"chain of {length:N0}, by the caller", "a hop", ns, "ns", target, "");
    }

    private static BenchmarkRow PingPong()
    {
        Hop first = Hop.Ring(2, new WorkersDispatcher());
        double ns = Median.Nanoseconds(Many, () =>
        {
            var walk = new Walk { HopsLeft = Many };
            first.Tell(walk);
            walk.Wait();
        });
        return new("ping-pong of one pair", "a message", ns, "ns", 20, "Akka.NET 1.5.30: 85.7");
    }

    private static BenchmarkRow Pairs(int count)
    {
        var dispatcher = new WorkersDispatcher();
        Hop[] firsts = [.. Enumerable.Range(0, count).Select(_ => Hop.Ring(2, dispatcher))];
        double ns = Median.Nanoseconds(Many, () =>
        {
            Walk[] walks = [.. firsts.Select(_ => new Walk { HopsLeft = Many / count })];
            for (int i = 0; i < count; i++) firsts[i].Tell(walks[i]);
            foreach (Walk walk in walks) walk.Wait();
        });
        return new($"ping-pong of {count} pairs", "a message", ns, "ns", null, "Akka.NET 1.5.30: 50.0");
    }

    private static BenchmarkRow Fan(int leaves)
    {
        const int Rounds = 200;
        var root = new Root(new WorkersDispatcher(), leaves);
        double ns = Median.Nanoseconds(Rounds * leaves * 2, () =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                var request = new Request();
                root.Tell(request);
                request.Wait();
            }
        });
        return new($"fan 1 to {leaves:N0} to 1, on the pool", "a message", ns, "ns", 30, "Akka.NET 1.5.30: 65.2");
    }

    private static BenchmarkRow FanByCaller(int leaves)
    {
        const int Rounds = 50_000;
        var dispatcher = new WorkersDispatcher();
        var root = new Root(dispatcher, leaves);
        double ns = Median.Nanoseconds(Rounds * leaves * 2, () => Ask(dispatcher, root, Rounds));
        return new($"fan 1 to {leaves:N0} to 1, by the caller", "a message", ns, "ns", 30, "");
    }

    private static BenchmarkRow AskByCaller()
    {
        var dispatcher = new WorkersDispatcher();
        Hop first = Hop.Ring(2, dispatcher);
        double ns = Median.Nanoseconds(Many, () =>
        {
            for (int i = 0; i < Many; i++)
            {
                var walk = new Walk { HopsLeft = 2 };
                dispatcher.CallerRuns(first, walk, walk);
            }
        });
        return new("ask over two actors, by the caller", "an ask", ns, "ns", 150, "Akka.NET 1.5.30 (one actor): 988");
    }

    private static BenchmarkRow AskByPool()
    {
        const int Asks = 100_000;
        var echo = new Echo(new WorkersDispatcher());
        double ns = Median.Nanoseconds(Asks, () => Task.Run(() => AskAwaiting(echo, Asks)).Wait());
        return new("awaited ask of one actor, on the pool", "an ask", ns, "ns", null, "Akka.NET 1.5.30: 988");
    }

    private static async Task AskAwaiting(Echo echo, int times)
    {
        for (int i = 0; i < times; i++)
        {
            var request = new Request();
            echo.Tell(request);
            await request.AsTask();
        }
    }

    private static BenchmarkRow Create(int count, double target)
    {
        var dispatcher = new WorkersDispatcher();
        var actors = new Actor[count];
        double ns = Median.Nanoseconds(count, () =>
        {
            for (int i = 0; i < actors.Length; i++) actors[i] = new Echo(dispatcher);
        });
        return new($"create {count:N0} actors", "an actor", ns, "ns", target, "Akka.NET 1.5.30: 9,550");
    }

    private static BenchmarkRow Bytes()
    {
        var dispatcher = new WorkersDispatcher();
        var actors = new Actor[10_000];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < actors.Length; i++) actors[i] = new Echo(dispatcher);
        double bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)actors.Length;
        GC.KeepAlive(actors);
        return new("idle actor", "an actor", bytes, "bytes", 48, "Akka.NET 1.5.30: 1,760");
    }

    private static BenchmarkRow Jobs()
    {
        const int Rounds = 200_000;
        var dispatcher = new WorkersDispatcher();
        var foreman = new Foreman(dispatcher, count: 1, spins: 0);
        double ns = Median.Nanoseconds(Rounds, () => Ask(dispatcher, foreman, Rounds));
        return new("ask with one empty job, by the caller", "an ask", ns, "ns", null, "");
    }

    private static BenchmarkRow Cores()
    {
        const int Kernels = 64, Spins = 200_000;
        var dispatcher = new WorkersDispatcher();
        var foreman = new Foreman(dispatcher, Kernels, Spins);
        double alone = Median.Nanoseconds(1, () =>
        {
            for (int i = 0; i < Kernels; i++) Foreman.Work(Spins);
        });
        double together = Median.Nanoseconds(1, () => Ask(dispatcher, foreman, 1));
        double cores = Math.Min(Environment.ProcessorCount, Kernels);
        double efficiency = 100 * alone / together / cores;
        return new("64 independent long jobs, by the caller", "use of all cores, at least", efficiency, "%", 85, "");
    }

    private static void Ask(WorkersDispatcher dispatcher, Actor actor, int times)
    {
        for (int i = 0; i < times; i++)
        {
            var request = new Request();
            dispatcher.CallerRuns(actor, request, request);
        }
    }
}

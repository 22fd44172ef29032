using Dataflow;

// A small program that uses what reflection used to find: tests/ahead-of-time compares what it prints when it is
// compiled as it runs with what it prints when it was published ahead of time.
Refused(() => new Context(new EngineOptions { KernelsAtATime = 0 }));
Refused(() => new Context(new EngineOptions { NodesPerActor = 0, CacheBytes = -1 }));
await RefusedAsync(() => DataflowClient.ConnectAsync("tcp://127.0.0.1:1", new ClientOptions { RequestsInFlight = 0 }));
await RefusedAsync(() => DataflowClient.ConnectAsync(
    "tcp://127.0.0.1:1", new ClientOptions { Links = new LinkOptions { ChunkBytes = 0 } }));
Console.WriteLine(string.Join(' ', OperatorCatalogue.All.Select(op => op.Name)));

Context flow = new();
LazyArray<double> x = flow.Variable<double>("x");
LazyArray<double> y = ((2 * x).Sin() + (x % 3)).Exp().Sum() / x.Sqr().Mean();
for (int i = 1; i <= 200; i++) x.Assign(NdArray<double>.Sequential(Shape.Of(100_000), i, 0.001 / y.Id));
Console.WriteLine(y.Eval());
LazyArray<float> f = flow.Variable<float>("f");
f.Assign([3, 4]);
Console.WriteLine(f.Dot(f).Sqrt().Eval());
Console.Write(flow.ToTrace(y));

static void Refused(Func<object> make)
{
    try
    {
        Console.WriteLine($"accepted: {make()}");
    }
    catch (ArgumentOutOfRangeException error)
    {
        Console.WriteLine(error.Message);
    }
}

static async Task RefusedAsync(Func<Task<DataflowClient>> connect)
{
    try
    {
        Console.WriteLine($"accepted: {await connect()}");
    }
    catch (ArgumentOutOfRangeException error)
    {
        Console.WriteLine(error.Message);
    }
}

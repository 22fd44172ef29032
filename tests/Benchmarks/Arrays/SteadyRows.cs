using Dataflow.Benchmarks.Comparing;
using Dataflow.Benchmarks.Peers;
using Dataflow.Nodes.Memory;

namespace Dataflow.Benchmarks.Arrays;

/// <summary>A steady state: the same formula again and again, which is to allocate no array and wake no collector.
/// </summary>
internal static class SteadyRows
{
    private const int WarmUps = 50;
    private const int Evaluations = 200;

    private static readonly (string Title, PeerRequest Request)[] Works =
    [
        ("seed chain, n = 1,000,000", new("chain", 1_000_000, "f64", Environment.ProcessorCount)),
        ("-(d * d), n = 1,000,000", new("square", 1_000_000, "f64", Environment.ProcessorCount)),
        ("incremental example, n = 1,000,000", new("incremental", 1_000_000, "f64", Environment.ProcessorCount)),
    ];

    public static IEnumerable<ResultRow> Measure(Comparer comparer) =>
        Works.Where(work => comparer.IsAsked(work.Title)).SelectMany(work => Measure(work.Title, work.Request));

    private static IEnumerable<ResultRow> Measure(string title, PeerRequest request)
    {
        Work work = Formulas.For(request)!;
        for (int i = 0; i < WarmUps; i++) work.Run();
        ResidentMemory.Settle();
        for (int i = 0; i < WarmUps; i++) work.Run();
        long arrays = BufferPool.Shared.BytesAllocated, managed = GC.GetTotalAllocatedBytes(precise: true);
        int collections = GC.CollectionCount(0);
        for (int i = 0; i < Evaluations; i++) work.Run();
        collections = GC.CollectionCount(0) - collections;
        arrays = BufferPool.Shared.BytesAllocated - arrays;
        double bookkeeping = (GC.GetTotalAllocatedBytes(precise: true) - managed - arrays) / (double)Evaluations;
        string last = $"{title}: {Evaluations} evaluations";
        yield return ResultRow.Limited($"{last}, arrays allocated", arrays, 0, Amounts.Bytes);
        yield return ResultRow.Limited($"{last}, garbage collections", collections, 0, value => $"{value:0}");
        yield return ResultRow.Unlimited($"{title}: bookkeeping of an evaluation", Amounts.Bytes(bookkeeping));
    }
}

using Dataflow.Benchmarks.Comparing;
using Dataflow.Benchmarks.Peers;
using static Dataflow.Benchmarks.Peers.AllPeers;

namespace Dataflow.Benchmarks.Arrays;

/// <summary>Products of matrices and vectors, beside OpenBLAS as installed and with its AVX-512 kernels.</summary>
internal static class MatrixRows
{
    private static readonly int[] OneAndAll = [1, Environment.ProcessorCount];

    public static IEnumerable<ResultRow> Measure(Comparer comparer) => comparer.Rows(Products().Append(MatrixVector()));

    private static IEnumerable<Comparison> Products() =>
        from n in new[] { 256, 1024, 2048 }
        from type in new[] { "f64", "f32" }
        from threads in OneAndAll
        let request = new PeerRequest("matmul", n, type, threads)
        select new Comparison(
            $"matrix product, {n} x {n}",
            request,
            () => Formulas.For(request),
            [NumPy, NumPySkylake, PyTorch],
            new Requirement(type == "f64" ? 0.95 : 0.85, NumPySkylake),
            new Requirement(1.0, NumPy));

    private static Comparison MatrixVector()
    {
        var request = new PeerRequest("matvec", 4096, "f64", Environment.ProcessorCount);
        return new(
            "matrix by vector, 4096 x 4096",
            request,
            () => Formulas.For(request),
            [C, NumPy, NumPySkylake, PyTorch],
            new Requirement(1.0, NumPy, PyTorch),
            new Requirement(0.9, C));
    }
}

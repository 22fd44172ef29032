namespace Dataflow.Benchmarks.Peers;

/// <summary>How peers are told which vectors to use, so that no side has others than ours.</summary>
internal static class PeerVectors
{
    /// <summary>Options of gcc; on a processor without AVX-512 the native code has none of it anyway.</summary>
    public static string[] ForGcc(int bits)
    {
        string[] width = [$"-mprefer-vector-width={bits}", $"-DVECTOR_BITS={bits}"];
        return bits < 512 ? [.. width, "-mno-avx512f"] : width;
    }

    /// <summary>NumPy and OpenBLAS choose by the processor; only what we do not use is taken from them.</summary>
    public static (string Name, string Value)[] ForNumPy(int bits) => bits >= 512
        ? []
        : [("NPY_DISABLE_CPU_FEATURES", "AVX512F AVX512CD AVX512_SKX"), ("OPENBLAS_CORETYPE", "Haswell")];

    /// <summary>PyTorch takes what it is told to, whether the processor has it or not.</summary>
    public static (string Name, string Value)[] ForPyTorch(int bits) =>
        bits >= 512 ? [("ATEN_CPU_CAPABILITY", "avx512")]
        : bits == 256 ? [("ATEN_CPU_CAPABILITY", "avx2"), ("OPENBLAS_CORETYPE", "Haswell")]
        : [("ATEN_CPU_CAPABILITY", "default")];
}

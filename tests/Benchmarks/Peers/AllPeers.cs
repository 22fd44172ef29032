using System.Diagnostics;
using Dataflow.Benchmarks.Comparing;

namespace Dataflow.Benchmarks.Peers;

/// <summary>
/// The peers, by the names of their columns. All are given the vectors that our side has: those of 512 bits where the
/// processor has them, unless this process was started without. C is compiled into a temporary directory that goes with
/// this object; the Python that is taken is the first one that has NumPy, so the system's packages are found beside
/// another Python.
/// </summary>
internal sealed class AllPeers : IDisposable
{
    public const string C = "C", Inlined = "C inlined", NumPy = "NumPy", NumPySkylake = "NumPy SKYLAKEX",
        NumExpr = "numexpr", PyTorch = "PyTorch";

    private static readonly string Sources = Path.Combine(AppContext.BaseDirectory, "Peers");
    private readonly DirectoryInfo _built = Directory.CreateTempSubdirectory("dataflow-peers-");
    private readonly Lazy<string?> _python = new(FindPython);
    private readonly Dictionary<string, Peer> _peers;

    public AllPeers() => _peers = new List<Peer>
    {
        // libmvec is only called where the rules of floating-point numbers may be bent.
        new(C, () => Native("reference", "-ffast-math")),
        new(Inlined, () => Native("inlined")),
        new(NumPy, () => Python("numpy_peer.py", PeerVectors.ForNumPy(Machine.VectorBits))),
        // OpenBLAS may take the kernels of an older processor than this one; these need 512 bits.
        new(NumPySkylake, () => Machine.VectorBits < 512
            ? null : Python("numpy_peer.py", ("OPENBLAS_CORETYPE", "SKYLAKEX"))),
        new(NumExpr, () => Python("numexpr_peer.py")),
        new(PyTorch, () => Python("torch_peer.py", PeerVectors.ForPyTorch(Machine.VectorBits))),
    }.ToDictionary(peer => peer.Name, StringComparer.Ordinal);

    /// <summary>All of them, in the order of their columns.</summary>
    public IEnumerable<Peer> All => _peers.Values;

    public Peer this[string name] => _peers[name];

    public void Dispose()
    {
        foreach (Peer peer in All) peer.Dispose();
        _built.Delete(recursive: true);
    }

    private ProcessStartInfo? Native(string name, params ReadOnlySpan<string> options)
    {
        string source = Path.Combine(Sources, "Native", name + ".c"), program = Path.Combine(_built.FullName, name);
        bool isBuilt = Executables.Succeeds("gcc",
        [
            "-O3", "-march=native", "-fopenmp", .. PeerVectors.ForGcc(Machine.VectorBits), .. options, source,
            "-o", program, "-lmvec", "-lm",
        ]);
        return isBuilt ? new ProcessStartInfo(program) : null;
    }

    private ProcessStartInfo? Python(string script, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        if (_python.Value is not { } python) return null;
        var start = new ProcessStartInfo(python, ["-B", Path.Combine(Sources, "Python", script)]);
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return start;
    }

    private static string? FindPython() =>
        Array.Find(["python3", "/usr/bin/python3"], python => Executables.Succeeds(python, "-c", "import numpy"));
}

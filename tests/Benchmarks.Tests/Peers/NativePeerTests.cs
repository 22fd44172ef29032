using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using Dataflow.Benchmarks.Peers;

namespace Dataflow.Benchmarks.Tests.Peers;

/// <summary>The C programs are compiled for the width that is asked for, and compute the same at each.</summary>
public sealed class NativePeerTests : IDisposable
{
    private static readonly string[] Requests =
        ["chain 1003 f64", "chain 1003 f32", "sines-10 1003 f64", "f-exp 1003 f64", "f-log 1003 f32", "f-sinh 1003 f32",
            "f-atan 1003 f64", "incremental 1003 f64"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dataflow-native-");

    [Fact]
    public void Inlined_AtTwoHundredAndFiftySixBits_ComputesAllWorks()
    {
        if (Start("inlined", 256) is not { } process) return; // no gcc here: the column is left out as well
        using Peer peer = new("inlined", () => process);

        Assert.True(peer.IsInstalled);
        Assert.Equal(256, peer.VectorBits);
        foreach (string request in Requests) Assert.True(double.IsFinite(Ask(peer, request)), request);
        Assert.False(peer.HasDied);
    }

    [Fact]
    public void Inlined_AtBothWidths_GivesTheSameResults()
    {
        if (!Avx512DQ.IsSupported || Start("inlined", 512) is not { } wide) return;
        using Peer narrow = new("256", () => Start("inlined", 256)), broad = new("512", () => wide);

        foreach (string request in Requests)
        {
            double x = Ask(narrow, request), y = Ask(broad, request);
            Assert.True(Math.Abs(x - y) <= 1e-6 * Math.Abs(x), $"{request}: {x} at 256 bits, {y} at 512");
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static double Ask(Peer peer, string request)
    {
        string[] words = request.Split(' ');
        var asked = new PeerRequest(words[0], long.Parse(words[1], CultureInfo.InvariantCulture), words[2], 1);
        return peer.Ask(asked, 5)?.Checksum ?? double.NaN;
    }

    private ProcessStartInfo? Start(string name, int bits)
    {
        string source = Path.Combine(AppContext.BaseDirectory, "Peers", "Native", name + ".c");
        string program = Path.Combine(_folder.FullName, $"{name}{bits}");
        string[] options = ["-O3", "-march=native", "-fopenmp", .. PeerVectors.ForGcc(bits), source, "-o", program];
        return Executables.Succeeds("gcc", [.. options, "-lmvec", "-lm"]) ? new ProcessStartInfo(program) : null;
    }
}

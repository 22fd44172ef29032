using BenchmarkDotNet.Attributes;

namespace Dataflow.Benchmarks.Micro;

/// <summary>Evaluations of numbers, in which only the engine's part shows, with what they allocate.</summary>
[MemoryDiagnoser]
public class SmallEvaluations
{
    private readonly LazyArray<double> _x = new Context().Variable<double>();
    private LazyArray<double>? _three;
    private double _next;

    [GlobalSetup]
    public void Prepare()
    {
        _three = ((_x + 1) * _x).Sqrt();
        _x.Assign(1);
        _three.Eval();
    }

    /// <summary>Three nodes, the variable assigned anew.</summary>
    [Benchmark]
    public NdArray<double> ThreeNodes()
    {
        _x.Assign(++_next);
        return _three!.Eval();
    }

    /// <summary>A node that is valid already.</summary>
    [Benchmark]
    public NdArray<double> ValidNode() => _three!.Eval();
}

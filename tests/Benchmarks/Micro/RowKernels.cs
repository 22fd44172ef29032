using BenchmarkDotNet.Attributes;
using Dataflow.Benchmarks.Arrays;
using Dataflow.Nodes.Operators;

namespace Dataflow.Benchmarks.Micro;

/// <summary>An operator's loop along a row of 2,048 elements, in both precisions.</summary>
public class RowKernels
{
    private const int Elements = 2048;
    private Comparing.Work? _doubles;
    private Comparing.Work? _floats;

    /// <summary>All functions that there are.</summary>
    public static IEnumerable<string> Names => Function.All.Select(function => function.Name)
        .Where(name => OperatorCatalogue.Find(name) is ElementwiseOperator);

    /// <summary>Which one.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        var op = (ElementwiseOperator)OperatorCatalogue.Find(Name)!;
        Function function = Function.All.Single(function => function.Name == Name);
        _doubles = new FunctionWork<double>(op, function, Elements);
        _floats = new FunctionWork<float>(op, function, Elements);
    }

    [Benchmark(OperationsPerInvoke = Elements)]
    public void F64() => _doubles!.Run();

    [Benchmark(OperationsPerInvoke = Elements)]
    public void F32() => _floats!.Run();
}

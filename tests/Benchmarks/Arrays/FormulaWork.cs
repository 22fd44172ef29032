using System.Numerics;
using Dataflow.Benchmarks.Comparing;

namespace Dataflow.Benchmarks.Arrays;

/// <summary>
/// A formula through the public API. Each run assigns the variables anew, from two arrays in turn and so without a
/// copy, evaluates what became stale, and gives the result's memory back.
/// </summary>
internal sealed class FormulaWork<T> : Work where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Context _flow = new();
    private readonly List<(LazyArray<T> Variable, NdArray<T> Even, NdArray<T> Odd)> _variables = [];
    private readonly Action<Transaction> _assign;
    private bool _isOdd;

    public FormulaWork() => _assign = transaction =>
    {
        foreach ((LazyArray<T> variable, NdArray<T> even, NdArray<T> odd) in _variables)
            transaction.Assign(variable, _isOdd ? odd : even);
    };

    /// <summary>What is evaluated.</summary>
    public LazyArray<T>? Output { get; set; }

    /// <summary>A variable that each run assigns.</summary>
    public LazyArray<T> Changing(Shape shape, int seed, double low, double high)
    {
        LazyArray<T> variable = _flow.Variable<T>();
        NdArray<T> values = Numbers.Of<T>(shape, seed, low, high);
        // Another array, and so a new value; but in the same memory, for the peers read the same memory each time too.
        _variables.Add((variable, values, values.Reshaped(shape)));
        return variable;
    }

    /// <summary>A variable that keeps its value.</summary>
    public LazyArray<T> Fixed(Shape shape, int seed, double low, double high)
    {
        LazyArray<T> variable = _flow.Variable<T>();
        variable.Assign(Numbers.Of<T>(shape, seed, low, high));
        return variable;
    }

    public override void Run()
    {
        Assign();
        Output!.Eval().Dispose();
    }

    public override double Checksum()
    {
        Assign();
        using NdArray<T> result = Output!.Eval();
        return Checksums.Of(result);
    }

    private void Assign()
    {
        _isOdd = !_isOdd;
        if (_variables.Count > 1)
        {
            _flow.Transaction(_assign);
            return;
        }

        (LazyArray<T> variable, NdArray<T> even, NdArray<T> odd) = _variables[0];
        variable.Assign(_isOdd ? odd : even);
    }
}

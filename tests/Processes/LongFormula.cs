namespace Dataflow.Processes;

/// <summary>A formula that takes seconds: matrices multiplied one after the other, each on another member.</summary>
internal sealed class LongFormula
{
    private const int Steps = 24;
    private const int Rows = 500;

    private readonly LazyArray<double> _x;

    /// <summary>Builds it.</summary>
    public LongFormula(Context flow, params string[] members)
    {
        _x = flow.Variable<double>("matrix");
        LazyArray<double> product = _x;
        for (int i = 0; i < Steps; i++)
        {
            using (flow.On(members[i % members.Length])) product = Step(product, _x);
            if (i == members.Length) Early = product;
        }

        Result = product;
    }

    /// <summary>A node near the begin that needs a value from each of the members.</summary>
    public LazyArray<double> Early { get; } = null!;

    public LazyArray<double> Result { get; }

    /// <summary>Assigns the matrix, and gives what the plain formula makes of it.</summary>
    public async Task<NdArray<double>> AssignAsync(int seed)
    {
        NdArray<double> x = NdArray<double>.From(
            [.. Enumerable.Range(0, Rows * Rows).Select(i => Math.Sin(i + seed))], Shape.Of(Rows, Rows));
        await _x.AssignAsync(x);
        NdArray<double> product = x;
        for (int i = 0; i < Steps; i++) product = Step(product, x);
        return product;
    }

    /// <summary>Begins to evaluate it; done when a part of it is computed and the rest is not.</summary>
    public async Task<Task<NdArray<double>>> BeginAsync()
    {
        Task<NdArray<double>> evaluation = Result.EvalAsync();
        await Early.EvalAsync();
        Assert.False(evaluation.IsCompleted, "the formula is not long enough for this machine");
        return evaluation;
    }

    private static T Step<T>(T product, T x) where T : class, IOperand<T> => product.MatMul(x).Tanh();
}

namespace Dataflow.Processes;

/// <summary>A formula with a node on each of three members, and the same computed at once.</summary>
internal sealed record PlacedFormula(
    LazyArray<double> X, IReadOnlyList<LazyArray<double>> Placed, LazyArray<double> Result)
{
    /// <summary>Builds it: each node reads one on another member.</summary>
    public static PlacedFormula Build(Context flow, string first, string second, string third)
    {
        LazyArray<double> x = flow.Variable<double>("x"), sine, square, result;
        using (flow.On(first)) sine = x.Sin();
        using (flow.On(second)) square = sine * sine + x;
        using (flow.On(third)) result = square.Tanh() - sine;
        return new PlacedFormula(x, [sine, square, result], result);
    }

    public static NdArray<double> Plain(NdArray<double> x)
    {
        NdArray<double> sine = x.Sin();
        return (sine * sine + x).Tanh() - sine;
    }

    public static NdArray<double> Numbers(double scale) =>
        NdArray<double>.From([.. Enumerable.Range(0, 1000).Select(i => scale * i)]);
}

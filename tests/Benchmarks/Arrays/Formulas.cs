using System.Numerics;
using Dataflow.Benchmarks.Comparing;
using Dataflow.Benchmarks.Peers;

namespace Dataflow.Benchmarks.Arrays;

/// <summary>Our side of the requests: the formula that each name stands for.</summary>
internal static class Formulas
{
    /// <summary>The work of a request; null while we have no such operator.</summary>
    public static Work? For(PeerRequest request) =>
        request.Type == "f32" ? For<float>(request) : For<double>(request);

    private static FormulaWork<T>? For<T>(PeerRequest request) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var work = new FormulaWork<T>();
        work.Output = Formula(work, request);
        return work.Output is null ? null : work;
    }

    private static LazyArray<T>? Formula<T>(FormulaWork<T> work, PeerRequest request)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long n = request.Length;
        Shape vector = Shape.Of(n), matrix = Shape.Of(n, n);
        return request.Name switch
        {
            "chain" => Chain(work.Changing(vector, 1, 0.1, 10)),
            "square" => Square(
                work.Changing(vector, 1, 0.1, 10),
                work.Changing(vector, 2, 0.1, 10),
                work.Changing(vector, 3, 0.1, 10)),
            "incremental" => Incremental(work.Changing(vector, 1, 0.1, 10), work.Fixed(vector, 2, 0, 1)),
            "plus" => Incremental(work.Fixed(vector, 1, 0.1, 10), work.Changing(vector, 2, 0, 1)),
            "matmul" => work.Changing(matrix, 1, 0, 1).Dot(work.Fixed(matrix, 2, 0, 1)),
            "matvec" => work.Changing(matrix, 1, 0, 1).Dot(work.Fixed(vector, 2, 0, 1)),
            "sum" or "max" or "argmax" => Called(request.Name, work.Changing(vector, 1, 0, 1)),
            "sum0" => work.Changing(matrix, 1, 0, 1).Sum(0),
            "sum1" => work.Changing(matrix, 1, 0, 1).Sum(1),
            "softmax" => Called("softmax", work.Changing(matrix, 1, -5, 5), ("axis", 1)),
            "transpose" => work.Changing(matrix, 1, 0, 1).Transpose(),
            "outer" => work.Changing(Shape.Of(n, 1), 1, 0, 1) + work.Fixed(Shape.Of(1, n), 2, 0, 1),
            _ when request.Name.StartsWith("sines-", StringComparison.Ordinal) =>
                Sines(work.Changing(vector, 1, 0.1, 10), int.Parse(
                    request.Name["sines-".Length..], System.Globalization.CultureInfo.InvariantCulture)),
            _ => null,
        };
    }

    /// <summary>atan(round(sinh(abs(cos(neg(sin(log(x + x)))))))).</summary>
    public static LazyArray<T> Chain<T>(LazyArray<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
        (-(x + x).Log().Sin()).Cos().Abs().Sinh().Round().Atan();

    private static LazyArray<T> Square<T>(LazyArray<T> a, LazyArray<T> b, LazyArray<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LazyArray<T> d = ((2 * a) + ((3 * b) + (4 * c))) / 2;
        return -(d * d);
    }

    private static LazyArray<T> Incremental<T>(LazyArray<T> a, LazyArray<T> b)
        where T : unmanaged, IFloatingPointIeee754<T> => (a.Sin().Cos().Abs().Log().Sum() * a) + b;

    private static LazyArray<T> Sines<T>(LazyArray<T> x, int count) where T : unmanaged, IFloatingPointIeee754<T>
    {
        LazyArray<T> y = x;
        for (int i = 0; i < count; i++) y = y.Sin();
        return y;
    }

    /// <summary>An operator that there may or may not be.</summary>
    private static LazyArray<T>? Called<T>(string name, LazyArray<T> x, params (string Name, object Value)[] arguments)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (OperatorCatalogue.Find(name) is not { } op) return null;
        var values = new ArgumentValues();
        foreach ((string argument, object value) in arguments) values.Add(argument, value);
        return LazyArray<T>.Apply(op, op.Bind(values), x);
    }
}

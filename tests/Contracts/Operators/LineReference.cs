using System.Numerics;

namespace Dataflow.Contracts.Operators;

/// <summary>
/// What operators mean that see many elements as a line, or move whole arrays; in doubles, slow and plain.
/// </summary>
internal static class LineReference
{
    public static NdArray<T> Compute<T>(Operator op, Parameters? parameters, NdArray<T>[] operands)
        where T : unmanaged, IFloatingPointIeee754<T> => op.Name switch
    {
        "prod" => Reduce(operands[0], parameters, line => line.Aggregate(1.0, (x, y) => x * y)),
        "var" => Reduce(operands[0], parameters, line => Variance(line, parameters)),
        "std" => Reduce(operands[0], parameters, line => Math.Sqrt(Variance(line, parameters))),
        "norm" => Reduce(operands[0], parameters, line => Norm(line, (parameters as NormParameters)?.Order ?? 2)),
        "logsumexp" => Reduce(operands[0], parameters, line => Math.Log(line.Sum(Math.Exp))),
        "argmax" => Reduce(operands[0], parameters, line => Place(line, line.Max())),
        "argmin" => Reduce(operands[0], parameters, line => Place(line, line.Min())),
        "softmax" => Along(operands[0], parameters, (line, at) => Math.Exp(line[at]) / line.Sum(Math.Exp)),
        "cumsum" => Along(operands[0], parameters, (line, at) => line.Take(at + 1).Sum()),
        "cumprod" => Along(operands[0], parameters, (line, at) => line.Take(at + 1).Aggregate(1.0, (x, y) => x * y)),
        "sort" => Along(operands[0], parameters, (line, at) =>
            line.OrderBy(double.IsNaN).ThenBy(x => x).ThenBy(x => !double.IsNegative(x)).ElementAt(at)),
        "concatenate" => Concatenate(operands[0], operands[1], (parameters as AxisParameters)?.Axis ?? 0),
        "pad" => Pad(operands[0], (PadParameters)parameters!, op.InferShape([operands[0].Shape], parameters)!),
        "broadcast_to" => NaiveReference.Fill<T>(
            op.InferShape([operands[0].Shape], parameters)!, index => NaiveReference.At(operands[0], index)),
        "expand_dims" or "squeeze" =>
            NdArray<T>.From(operands[0].AsSpan(), op.InferShape([operands[0].Shape], parameters)!),
        _ => throw new NotSupportedException($"{op.Name} needs a reference here"),
    };

    private static double Variance(List<double> line, Parameters? parameters)
    {
        double mean = line.Sum() / line.Count, degrees = (parameters as VarianceParameters)?.Degrees ?? 0;
        return line.Sum(x => (x - mean) * (x - mean)) / Math.Max(0, line.Count - degrees);
    }

    private static double Place(List<double> line, double extreme)
    {
        int firstNaN = line.FindIndex(double.IsNaN);
        return firstNaN < 0 ? line.FindIndex(x => x == extreme) : firstNaN;
    }

    private static double Norm(List<double> line, double order) => order switch
    {
        1 => line.Sum(Math.Abs),
        2 => Math.Sqrt(line.Sum(x => x * x)),
        _ => line.Aggregate(0.0, (largest, x) => Math.Max(largest, Math.Abs(x))),
    };

    private static NdArray<T> Reduce<T>(NdArray<T> x, Parameters? parameters, Func<List<double>, double> combine)
        where T : unmanaged, IFloatingPointIeee754<T> => NaiveReference.Reduce(
            x, parameters, line => T.CreateTruncating(combine([.. line.Select(double.CreateTruncating)])));

    private static NdArray<T> Along<T>(NdArray<T> x, Parameters? parameters, Func<List<double>, int, double> map)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int axis = x.Shape.NormalizeAxis((parameters as AxisParameters)?.Axis ?? -1);
        return NaiveReference.Fill<T>(x.Shape, index =>
        {
            List<double> line = [];
            for (long at = 0; at < x.Shape[axis]; at++)
                line.Add(double.CreateTruncating(NaiveReference.At(x, [.. index[..axis], at, .. index[(axis + 1)..]])));
            return T.CreateTruncating(map(line, (int)index[axis]));
        });
    }

    private static NdArray<T> Concatenate<T>(NdArray<T> x, NdArray<T> y, int along)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int axis = x.Shape.NormalizeAxis(along);
        long[] sizes = x.Shape.Dimensions.ToArray();
        sizes[axis] += y.Shape[axis];
        return NaiveReference.Fill<T>(Shape.Of(sizes), index => index[axis] < x.Shape[axis]
            ? At(x, index)
            : At(y, [.. index[..axis], index[axis] - x.Shape[axis], .. index[(axis + 1)..]]));
    }

    private static NdArray<T> Pad<T>(NdArray<T> x, PadParameters given, Shape shape)
        where T : unmanaged, IFloatingPointIeee754<T> => NaiveReference.Fill<T>(shape, index =>
        {
            long[] own = [.. index.Select((at, axis) => at - given.Before[given.Before.Count == 1 ? 0 : axis])];
            bool isInside = own.Select((at, axis) => at >= 0 && at < x.Shape[axis]).All(inside => inside);
            return isInside ? At(x, own) : T.CreateTruncating(given.Value);
        });

    private static T At<T>(NdArray<T> x, long[] index) where T : unmanaged, IFloatingPointIeee754<T>
    {
        long flat = 0;
        for (int axis = 0; axis < index.Length; axis++) flat = (flat * x.Shape[axis]) + index[axis];
        return x.AsSpan()[(int)flat];
    }
}

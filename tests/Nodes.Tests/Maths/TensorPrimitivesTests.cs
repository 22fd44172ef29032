using System.Numerics.Tensors;
using Dataflow.Nodes.Operators;
using Dataflow.TestKit.Accuracy;

namespace Dataflow.Nodes.Tests.Maths;

/// <summary>
/// Another library comes to the same results, within its own few units in the last place, where it is accurate: neither
/// near zeros of a function that it takes differences for, nor in the tails.
/// </summary>
public sealed class TensorPrimitivesTests
{
    private const int Count = 4000;
    private const long Slack = 9; // its own error and ours, in units in the last place

    private delegate void Function<T>(ReadOnlySpan<T> x, Span<T> result);

    private static readonly Dictionary<string, (Function<double> Wide, Function<float> Narrow)> Functions = new()
    {
        ["exp"] = (TensorPrimitives.Exp, TensorPrimitives.Exp),
        ["log"] = (TensorPrimitives.Log, TensorPrimitives.Log),
        ["log2"] = (TensorPrimitives.Log2, TensorPrimitives.Log2),
        ["log10"] = (TensorPrimitives.Log10, TensorPrimitives.Log10),
        ["sin"] = (TensorPrimitives.Sin, TensorPrimitives.Sin),
        ["cos"] = (TensorPrimitives.Cos, TensorPrimitives.Cos),
        ["tan"] = (TensorPrimitives.Tan, TensorPrimitives.Tan),
        ["asin"] = (TensorPrimitives.Asin, TensorPrimitives.Asin),
        ["acos"] = (TensorPrimitives.Acos, TensorPrimitives.Acos),
        ["atan"] = (TensorPrimitives.Atan, TensorPrimitives.Atan),
        ["cosh"] = (TensorPrimitives.Cosh, TensorPrimitives.Cosh),
        ["asinh"] = (TensorPrimitives.Asinh, TensorPrimitives.Asinh),
        ["acosh"] = (TensorPrimitives.Acosh, TensorPrimitives.Acosh),
        ["atanh"] = (TensorPrimitives.Atanh, TensorPrimitives.Atanh),
        ["sqrt"] = (TensorPrimitives.Sqrt, TensorPrimitives.Sqrt),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Row_WhereItIsUsed_AgreesWithTensorPrimitives(string name)
    {
        var op = (ElementwiseOperator)OperatorCatalogue.Find(name)!;
        (double Low, double High) range = References.Find(name)?.Domain ?? (0, 10);
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, Count).Select(_ => Samples.Uniform(random, range))];
        float[] narrow = Array.ConvertAll(x, value => (float)value);
        double[] theirs = new double[Count];
        float[] theirNarrow = new float[Count];
        Functions[name].Wide(x, theirs);
        Functions[name].Narrow(narrow, theirNarrow);
        double[] ours = UlpMeter.Run(op, x, x);
        float[] ourNarrow = UlpMeter.Run(op, narrow, narrow);
        for (int i = 0; i < Count; i++)
        {
            Assert.True(Distance(ours[i], theirs[i]) <= Slack, $"{name}({x[i]:R}) is {ours[i]:R}, there {theirs[i]:R}");
            Assert.True(
                Distance(ourNarrow[i], theirNarrow[i]) <= Slack,
                $"{name}({narrow[i]:R}) is {ourNarrow[i]:R}, there {theirNarrow[i]:R}");
        }
    }

    private static long Distance(double x, double y) =>
        Math.Abs(BitConverter.DoubleToInt64Bits(x) - BitConverter.DoubleToInt64Bits(y));

    private static long Distance(float x, float y) =>
        Math.Abs((long)BitConverter.SingleToInt32Bits(x) - BitConverter.SingleToInt32Bits(y));
}

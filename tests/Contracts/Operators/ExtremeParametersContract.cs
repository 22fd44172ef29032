using System.Numerics;

namespace Dataflow.Contracts.Operators;

/// <summary>
/// Whatever numbers are given for sizes, axes, positions and widths: an operator gives a result or says in a
/// <see cref="DataflowException"/> what is wrong, at once and through a graph.
/// </summary>
public abstract class ExtremeParametersContract<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    // Beyond this many elements nothing is filled here; beyond the other one there is no such memory.
    private const long MostElements = 1 << 20, NoMemory = 1L << 54;

    private static readonly long[] Integers =
    [
        long.MinValue, long.MinValue + 1, int.MinValue, -65, -2, -1, 0, 1, 2, 64, 65, int.MaxValue, 1L << 31, 1L << 32,
        (1L << 32) + 1, 1L << 53, 1L << 60, 1L << 61, 1L << 62, long.MaxValue - 1, long.MaxValue,
    ];

    private static readonly double[] Numbers =
        [0, -0.0, 1, 2, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, 5e-324];

    public static TheoryData<string> All => [.. OperatorCatalogue.All.Select(op => op.Name)];

    [Theory, MemberData(nameof(All))]
    public void Apply_ExtremeArguments_GivesAResultOrADataflowException(string name)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        foreach (ArgumentValues arguments in Arguments(op))
        {
            if (Try(() => op.Bind(arguments), $"{name}({Text(arguments)})", out Parameters? parameters))
                foreach (NdArray<T>[] operands in Operands(op))
                    ApplyBothWays(op, parameters, operands, $"{name}({Text(arguments)})");
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Apply_ParametersOfAnotherOperator_IsAnArgumentOrDataflowException(string name)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        NdArray<T>[] operands = [.. Enumerable.Range(0, op.Arity).Select(_ => NdArray<T>.Of([T.One, T.One]))];
        Parameters?[] strangers =
            [null, new AxisParameters(0), new ReshapeParameters([2]), new MatMulParameters(false, false)];
        foreach (Parameters? stranger in strangers)
        {
            Exception? error = Record.Exception(() => NdArray<T>.Apply(op, stranger, operands));
            Assert.True(error is null or DataflowException or ArgumentException, $"{name}, {stranger}: {error}");
        }
    }

    private static void ApplyBothWays(Operator op, Parameters? parameters, NdArray<T>[] operands, string call)
    {
        string what = $"{call} of {string.Join(", ", operands.Select(operand => operand.Shape))}";
        Shape?[] shapes = [.. operands.Select(operand => operand.Shape)];
        if (!Try(() => op.InferShape(shapes, parameters), what, out Shape? shape)) return;
        Assert.True(shape!.Rank <= Shape.MaxRank, $"{what} has shape {shape}");
        if (shape.Length is > MostElements and < NoMemory) return;
        bool works = Try(() => NdArray<T>.Apply(op, parameters, operands), what, out NdArray<T>? eager);
        bool worksLazily = Try(
            () =>
            {
                Context flow = new();
                LazyArray<T>[] nodes = [.. operands.Select(operand => flow.Constant(operand))];
                return flow.Define<T>(op, parameters, nodes).Eval();
            },
            what, out NdArray<T>? lazy);
        Assert.Equal(works, worksLazily);
        if (!works) return;
        Assert.Equal(eager!.ToString(), lazy!.ToString());
    }

    private static bool Try<TResult>(Func<TResult> act, string what, out TResult? result)
    {
        result = default;
        try
        {
            result = act();
            return true;
        }
        catch (DataflowException error)
        {
            Assert.DoesNotContain("overflow", error.Message, StringComparison.OrdinalIgnoreCase);
            return false;
        }
#pragma warning disable CA1031 // Any other exception is what this looks for.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Assert.Fail($"{what}: {error}");
            return false;
        }
    }

    /// <summary>One argument at a time is extreme, the others are as simple as can be.</summary>
    private static IEnumerable<ArgumentValues> Arguments(Operator op)
    {
        yield return Simple(op);
        foreach (Argument argument in op.Arguments)
        {
            foreach (object value in Extremes(argument.Kind))
            {
                ArgumentValues values = Simple(op);
                values[argument.Name] = value;
                yield return values;
            }
        }
    }

    private static ArgumentValues Simple(Operator op)
    {
        ArgumentValues values = [];
        foreach (Argument argument in op.Arguments.Where(argument => argument.IsRequired))
        {
            values[argument.Name] = argument.Kind switch
            {
                ArgumentKind.IntegerList => new long[] { 1 },
                ArgumentKind.Integer => 0L,
                ArgumentKind.Number => 1.0,
                _ => false,
            };
        }

        return values;
    }

    private static IEnumerable<object> Extremes(ArgumentKind kind) => kind switch
    {
        ArgumentKind.Integer => Integers.Cast<object>(),
        ArgumentKind.Number => Numbers.Cast<object>(),
        ArgumentKind.IntegerList =>
        [
            Array.Empty<long>(), .. Integers.Select(value => new[] { value }),
            .. Integers.SelectMany(value => new[] { new[] { value, value }, [0, value], [value, 0], [2, value] }),
            Enumerable.Repeat(1L, 64).ToArray(), Enumerable.Repeat(1L, 65).ToArray(),
            Enumerable.Repeat(0L, 100_000).ToArray(), Enumerable.Repeat(2L, 63).ToArray(),
        ],
        _ => [true, false],
    };

    private static IEnumerable<NdArray<T>[]> Operands(Operator op)
    {
        if (op.Arity == 0) return [[]];
        Shape[] shapes =
        [
            Shape.Scalar, Shape.Of(3), Shape.Of(2, 3), Shape.Of(0), Shape.Of(0, 1L << 40), Shape.Of(1L << 59, 0, 1),
            Shape.Of([.. Enumerable.Repeat(1L, 64)]),
        ];
        return shapes.Select(shape => Enumerable.Range(0, op.Arity)
            .Select(_ => NdArray<T>.From(new T[shape.Length], shape)).ToArray());
    }

    private static string Text(ArgumentValues values) => string.Join(", ", values.Select(pair =>
        pair.Value is long[] list ? $"{pair.Key}: [{string.Join(", ", list.Take(4))}]({list.Length})"
            : $"{pair.Key}: {pair.Value}"));
}

public sealed class DoubleExtremeParametersContract : ExtremeParametersContract<double>;

public sealed class FloatExtremeParametersContract : ExtremeParametersContract<float>;

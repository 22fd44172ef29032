using Dataflow.Nodes.Operators;

namespace Dataflow.TestKit.Operators;

/// <summary>A call that must work: an operator, its parameters, the shapes of its operands.</summary>
public sealed record Sample(Operator Operator, Parameters? Parameters, params Shape[] Shapes)
{
    public override string ToString() =>
        $"{Operator}({string.Join(", ", [.. Shapes.Select(shape => $"{shape}"), $"{Parameters}"])})";
}

/// <summary>
/// Calls of every operator, drawn as it says itself, each operand made for the call; the same in every run.
/// </summary>
internal static class OperatorSamples
{
    private const int Count = 120;
    private const int MostElements = 6000;
    private const int MostInResult = 50_000;
    private const int MostMore = 2000;

    /// <summary>Lengths of operands that are drawn for until they come.</summary>
    private static readonly Func<long, bool>[] Lengths = [length => length == 0, length => length == 1];

    /// <exception cref="NotSupportedException">The operator does not say how it is drawn.</exception>
    public static IEnumerable<Sample> Of(Operator op)
    {
        var draw = new FreeDraw(new Random(op.Name.Aggregate(0, (seed, letter) => (seed * 31) + letter)));
        List<Sample> samples = [.. Enumerable.Range(0, Count).Select(_ => draw.Next(op))];
        foreach (Func<long, bool> isWanted in Lengths)
        {
            bool Has(Sample sample) => Array.Exists(sample.Shapes, shape => isWanted(shape.Length));
            if (op.Arity == 0 || samples.Exists(Has)) continue;
            samples.AddRange(Enumerable.Range(0, MostMore).Select(_ => draw.Next(op)).Where(Has).Take(1));
        }

        return samples.DistinctBy(sample => sample.ToString());
    }

    private sealed class FreeDraw(Random chance) : OperandDraw(chance, MostElements)
    {
        private const int Attempts = 10;

        public Sample Next(Operator op)
        {
            while (true)
            {
                Clear();
                Parameters? parameters = op.Draw(this);
                Shape[] shapes = [.. Shapes];
                if (op.InferShape(shapes, parameters)!.Length <= MostInResult) return new(op, parameters, shapes);
            }
        }

        protected override Shape Choose(Func<Shape, bool> fits, Func<Shape> make)
        {
            for (int i = 0; i < Attempts; i++)
            {
                if (Flip() && NewShape() is var shape && fits(shape)) return shape;
            }

            return make();
        }
    }
}

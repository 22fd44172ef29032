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

    /// <exception cref="NotSupportedException">The operator does not say how it is drawn.</exception>
    public static IEnumerable<Sample> Of(Operator op)
    {
        var draw = new FreeDraw(new Random(op.Name.Aggregate(0, (seed, letter) => (seed * 31) + letter)));
        return Enumerable.Range(0, Count).Select(_ => draw.Next(op)).DistinctBy(sample => sample.ToString());
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

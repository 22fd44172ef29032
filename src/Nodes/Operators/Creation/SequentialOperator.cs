using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>sequential: start, start + step, start + 2 step and so on, in row order.</summary>
public static class SequentialOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>Start, start + step, start + 2 step and so on, in row order.</summary>
        public static TOperand Sequential(Shape shape, double start = 0, double step = 1)
        {
            ArgumentNullException.ThrowIfNull(shape);
            return TOperand.Apply(Definition, new CreationParameters(shape, start, step));
        }
    }

    private sealed class Rule : CreationOperator
    {
        public Rule() : base("sequential", "start, start + step, start + 2 step and so on, in row order") => Arguments =
        [
            ShapeArgument,
            new("start", ArgumentKind.Number, "The first element.", "0"),
            new("step", ArgumentKind.Number, "What is added from one element to the next.", "1"),
        ];

        private protected override CreationParameters MakeParameters(Shape shape, ArgumentValues values) =>
            new(shape, values.Number("start", 0), values.Number("step", 1));
    }
}

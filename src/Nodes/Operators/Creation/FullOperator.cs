using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>full: an array of one value throughout.</summary>
public static class FullOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>An array of one value throughout.</summary>
        public static TOperand Full(Shape shape, double value)
        {
            ArgumentNullException.ThrowIfNull(shape);
            return TOperand.Apply(Definition, new CreationParameters(shape, value, 0));
        }
    }

    private sealed class Rule : CreationOperator
    {
        public Rule() : base("full", "an array of one value throughout") => Arguments =
        [
            ShapeArgument,
            new("value", ArgumentKind.Number, "Every element."),
        ];

        private protected override CreationParameters MakeParameters(Shape shape, ArgumentValues values) =>
            new(shape, values.Number("value", 0), 0);
    }
}

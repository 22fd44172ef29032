using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>ones: an array of ones.</summary>
public static class OnesOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>An array of ones.</summary>
        public static TOperand Ones(params ReadOnlySpan<long> sizes) =>
            TOperand.Apply(Definition, new CreationParameters(Shape.Of(sizes), 1, 0));
    }

    private sealed class Rule : CreationOperator
    {
        public Rule() : base("ones", "an array of ones") => Arguments = [ShapeArgument];

        private protected override CreationParameters MakeParameters(Shape shape, ArgumentValues values) =>
            new(shape, 1, 0);
    }
}

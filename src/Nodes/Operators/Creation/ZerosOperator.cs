using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>zeros: an array of zeros.</summary>
public static class ZerosOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>An array of zeros.</summary>
        public static TOperand Zeros(params ReadOnlySpan<long> sizes) =>
            TOperand.Apply(Definition, new CreationParameters(Shape.Of(sizes), 0, 0));
    }

    private sealed class Rule : CreationOperator
    {
        public Rule() : base("zeros", "an array of zeros") => Arguments = [ShapeArgument];

        private protected override CreationParameters MakeParameters(Shape shape, ArgumentValues values) =>
            new(shape, 0, 0);
    }
}

namespace Dataflow;

/// <summary>
/// What an operator can be applied to: an array, now; a lazy array, later. Every operator writes its call syntax once,
/// over this interface, so the same text computes eagerly or builds a formula.
/// </summary>
public partial interface IOperand<TSelf> where TSelf : class, IOperand<TSelf>
{
    /// <summary>Applies an operator; never changes an operand.</summary>
    /// <exception cref="ShapeException">The operands' shapes are known by now and do not fit.</exception>
    /// <exception cref="ArgumentNullException">The operator or an operand is null; an operand goes by the operator's
    /// name for it.</exception>
    static abstract TSelf Apply(Operator op, Parameters? parameters, params ReadOnlySpan<TSelf> operands);

    /// <summary>A scalar constant beside this operand, rounded to its element type.</summary>
    TSelf Number(double value);
}

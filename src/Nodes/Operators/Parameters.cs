namespace Dataflow;

/// <summary>
/// What an operator is given besides its operands: axes, a shape, a value. Immutable and equal by value, for two
/// formulas with equal operators, operands and parameters are one formula. Lists inside are <see cref="ValueList{T}"/>.
/// </summary>
public abstract record Parameters
{
    /// <summary>The parameters as a script writes them, as in <c>axis=[0], keep_dims=true</c>.</summary>
    protected virtual string Text => "";

    /// <inheritdoc/>
    public sealed override string ToString() => Text;
}

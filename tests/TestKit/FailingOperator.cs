namespace Dataflow.TestKit;

/// <summary>The identity, or the given exception while there is one: an operator whose kernel itself fails.</summary>
internal sealed class FailingOperator() : Operator("failing", "x, or an exception", "x")
{
    private volatile Exception? _exception;

    /// <summary>What it throws; null for nothing.</summary>
    public Exception? Exception
    {
        get => _exception;
        set => _exception = value;
    }

    public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters) => operands[0];

    internal override void Execute<T>(
        ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
    {
        if (Exception is { } exception) throw exception;
        operands[0].Writable().CopyTo(result.Writable());
    }
}

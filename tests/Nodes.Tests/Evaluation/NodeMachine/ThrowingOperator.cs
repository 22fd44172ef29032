namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>The identity, but for the places where a test has it throw.</summary>
internal sealed class ThrowingOperator() : Operator("throwing", "x, or an exception", "x")
{
    /// <summary>Thrown by the scalar form, which there is only then.</summary>
    public Exception? InScalarForm { get; set; }

    /// <summary>Thrown by the shape rule once shapes are known.</summary>
    public Exception? InShapeRule { get; set; }

    /// <summary>Thrown by the kernel.</summary>
    public Exception? InKernel { get; set; }

    internal override bool HasScalarForm => InScalarForm is not null;

    public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters) =>
        operands[0] is not null && InShapeRule is { } exception ? throw exception : operands[0];

    internal override double EvaluateScalar(double x, double y, double z) => throw InScalarForm!;

    internal override float EvaluateScalar(float x, float y, float z) => throw InScalarForm!;

    internal override void Execute<T>(
        ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
    {
        if (InKernel is { } exception) throw exception;
        operands[0].Writable().CopyTo(result.Writable());
    }
}

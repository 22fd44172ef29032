namespace Dataflow.TestKit.Operators;

/// <summary>A call of an operator as references see it.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Operands">What it is applied to.</param>
/// <param name="IsSingle">Whether the elements are floats, not doubles.</param>
internal sealed record ReferenceCall(Operator Operator, Parameters? Parameters, Table[] Operands, bool IsSingle)
{
    public Table First => Operands[0];

    public Table Second => Operands[1];

    /// <summary>The largest number that elements can be.</summary>
    public double MaxValue => IsSingle ? float.MaxValue : double.MaxValue;

    /// <summary>The same call of the operands' magnitudes, 0 for what has none.</summary>
    public ReferenceCall OfMagnitudes() => this with
    {
        Operands = Array.ConvertAll(Operands, operand => operand.Map(x => double.IsFinite(x) ? Math.Abs(x) : 0)),
    };

    /// <summary>The shape that the operator itself says.</summary>
    public Shape InferredShape() =>
        Operator.InferShape(Array.ConvertAll(Operands, operand => operand.Shape), Parameters)!;
}

/// <summary>What an operator means, slow and plain.</summary>
/// <param name="Compute">Its result.</param>
/// <param name="Slack">
/// By how many units in the last place of 1 each element may be off, given the call and the result; infinity where
/// anything may come; null where every bit is told by the definition.
/// </param>
internal sealed record ReferenceRule(
    Func<ReferenceCall, Table> Compute, Func<ReferenceCall, Table, Table>? Slack = null);

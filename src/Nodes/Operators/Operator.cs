using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>How much an operator costs for each element it reads or writes.</summary>
public enum OperatorCost
{
    /// <summary>About as much as reading its operands: an addition, a comparison.</summary>
    Cheap,

    /// <summary>Clearly more than reading its operands: an exponential, a matrix product.</summary>
    Heavy,
}

/// <summary>
/// What can be done to arrays: a name, a rule for the shape of the result, and the computation itself. Stateless and
/// shared by all threads. An operator never changes an operand; everything there is to say about it is in one file.
/// </summary>
public abstract class Operator
{
    private protected Operator(string name, string summary, params ReadOnlySpan<string> operandNames)
    {
        Name = name;
        Summary = summary;
        OperandNames = operandNames.ToArray();
    }

    /// <summary>The name that scripts call it by, in snake_case.</summary>
    public string Name { get; }

    /// <summary>What it computes, in one sentence.</summary>
    public string Summary { get; }

    /// <summary>The names of the operands, in order.</summary>
    public IReadOnlyList<string> OperandNames { get; }

    /// <summary>How many operands it takes.</summary>
    public int Arity => OperandNames.Count;

    /// <summary>What scripts can give after the operands, in the order of place.</summary>
    public IReadOnlyList<Argument> Arguments { get; private protected init; } = [];

    /// <summary>What an element costs.</summary>
    public OperatorCost Cost { get; private protected init; }

    /// <summary>Makes parameters of what a script gave; null when the operator takes none.</summary>
    /// <exception cref="DataflowException">A value is of the wrong kind, missing or unknown.</exception>
    public Parameters? Bind(ArgumentValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        values.CheckAgainst(this);
        return MakeParameters(values);
    }

    /// <summary>The result's shape; null when that depends on a shape not known yet (a null operand).</summary>
    /// <exception cref="ShapeException">The operands cannot fit, whatever unknown shapes turn out to be.</exception>
    public abstract Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters);

    /// <summary>As <see cref="InferShape"/>, for parameters that come from anybody.</summary>
    /// <exception cref="ArgumentException">The parameters are another operator's, or missing.</exception>
    internal Shape? InferShapeFor(ReadOnlySpan<Shape?> operands, Parameters? parameters)
    {
        try
        {
            return InferShape(operands, parameters);
        }
        catch (Exception e) when (e is InvalidCastException || (e is NullReferenceException && parameters is null))
        {
            string came = parameters is null ? "none" : parameters.GetType().Name;
            throw new ArgumentException(
                $"{Name}: {came} came for its parameters; {Name} takes others", nameof(parameters), e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>
    /// Fills <paramref name="result"/>, which has the inferred shape and shares no memory with an operand.
    /// </summary>
    internal abstract void Execute<T>(
        ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Whether each element of the result comes from one element of each operand, by EvaluateScalar.</summary>
    internal virtual bool HasScalarForm => false;

    /// <summary>Whether the result is the operand's elements in their order, so that the block may be shared.</summary>
    internal virtual bool IsReshape => false;

    /// <summary>One element; operands beyond the arity are ignored. Bit by bit what Execute gives.</summary>
    internal virtual double EvaluateScalar(double x, double y, double z) =>
        throw new NotSupportedException($"{Name} does not work element by element");

    /// <summary>One element; operands beyond the arity are ignored. Bit by bit what Execute gives.</summary>
    internal virtual float EvaluateScalar(float x, float y, float z) =>
        throw new NotSupportedException($"{Name} does not work element by element");

    /// <summary>
    /// Draws a call that must work: takes each operand from the draw, in order, and returns parameters that fit them.
    /// </summary>
    /// <exception cref="NotSupportedException">This operator does not say how.</exception>
    internal virtual Parameters? Draw(OperandDraw draw) =>
        throw new NotSupportedException($"{Name} does not say how calls of it are drawn: it has to override Draw");

    private protected virtual Parameters? MakeParameters(ArgumentValues values) => null;

    private protected ShapeException Misfit(string message) => new($"{Name}: {message}");

    /// <summary>The axis counted from the front; an error names this operator.</summary>
    private protected int NormalizeAxis(Shape shape, int axis)
    {
        try
        {
            return shape.NormalizeAxis(axis);
        }
        catch (ShapeException e)
        {
            throw Misfit(e.Message);
        }
    }

    internal static Operator Unary<[DynamicallyAccessedMembers(KernelMembers.All)] TKernel>(
        string name, string summary, OperatorCost cost = OperatorCost.Cheap)
        where TKernel : struct, IUnaryKernel => new UnaryOperator<TKernel>(name, summary, cost);

    internal static Operator Binary<[DynamicallyAccessedMembers(KernelMembers.All)] TKernel>(
        string name, string summary, OperatorCost cost = OperatorCost.Cheap, string first = "x", string second = "y")
        where TKernel : struct, IBinaryKernel =>
        new BinaryOperator<TKernel>(name, summary, cost, first, second);
}

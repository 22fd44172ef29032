using System.Numerics;
using Dataflow.Nodes.Engine;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow;

/// <summary>
/// A node whose elements are <typeparamref name="T"/>: <see cref="float"/> or <see cref="double"/>. Operators and
/// methods on it build further nodes; nothing is computed until <see cref="Eval"/>. Safe for any number of threads.
/// </summary>
public sealed partial class LazyArray<T> : LazyArray, IOperand<LazyArray<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal LazyArray(Context context, GraphNode node)
        : base(context, node)
    {
    }

    /// <summary>What it holds, if that is valid now; nothing is computed.</summary>
    /// <exception cref="NotValidException">It was never evaluated, was invalidated since, or its value was not
    /// kept.</exception>
    /// <exception cref="EvaluationException">It failed when it was evaluated.</exception>
    /// <remarks>A constant is valid always.</remarks>
    public NdArray<T> Value
    {
        get
        {
            NdArray<T> value = Node.Kind == NodeKind.Constant
                ? Context.ValueOfConstant<T>(Node)
                : Context.Unwrap<T>(Context.Session.Fetch(Node)[0], Node);
            GC.KeepAlive(this);
            return value;
        }
    }

    /// <summary>The node of an operator applied to nodes; the same node for the same formula.</summary>
    /// <exception cref="ShapeException">The operands' shapes, as far as they are known by now, do not fit.</exception>
    /// <exception cref="ArgumentException">The operands are not of one context.</exception>
    /// <exception cref="ArgumentNullException">The operator or an operand is null; an operand goes by the operator's
    /// name for it.</exception>
    public static LazyArray<T> Apply(Operator op, Parameters? parameters, params ReadOnlySpan<LazyArray<T>> operands)
    {
        ArgumentNullException.ThrowIfNull(op);
        if (operands.IsEmpty)
        {
            throw new ArgumentException($"{op.Name} has no operand to tell the context by: use Context.Define");
        }
        LazyArray<T> first = operands[0] ?? throw Operands.Missing(op, 0);
        return first.Context.Define(op, parameters, operands);
    }

    /// <inheritdoc/>
    public LazyArray<T> Number(double value) => Context.Numbers.Of(T.CreateTruncating(value));

    /// <summary>
    /// Gives a variable its value. Every evaluation that begins after this returns sees it; nothing is computed yet.
    /// Arrays are immutable, so nothing is copied here.
    /// </summary>
    /// <exception cref="NotAssignableException">This is not a variable.</exception>
    /// <exception cref="ShapeException">The variable was declared with another shape.</exception>
    /// <exception cref="ArgumentNullException">There is no value.</exception>
    public void Assign(NdArray<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Context.Session.Assign(Assignment.Of(Node, Context.Wrap(Node, value)));
        GC.KeepAlive(this);
    }

    /// <summary>Gives a variable a number; one that equals the number before it changes nothing downstream.</summary>
    /// <inheritdoc cref="Assign(NdArray{T})"/>
    public void Assign(T value)
    {
        Context.Session.Assign(Assignment.Of(Node, Context.Wrap(Node, value)));
        GC.KeepAlive(this);
    }

    /// <summary>Gives a variable a copy of these numbers, as a vector.</summary>
    /// <inheritdoc cref="Assign(NdArray{T})"/>
    public void Assign(T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Assign(NdArray<T>.From(values));
    }

    /// <summary>
    /// Gives a variable its value without a thread that waits. Cancelled before it begins, it assigns nothing; later,
    /// the wait ends, and the value takes effect or not.
    /// </summary>
    /// <inheritdoc cref="Assign(NdArray{T})"/>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task AssignAsync(NdArray<T> value, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        cancellation.ThrowIfCancellationRequested();
        return AssignAsync(Assignment.Of(Node, Context.Wrap(Node, value)), cancellation);
    }

    private async Task AssignAsync(Assignment assignment, CancellationToken cancellation)
    {
        await Context.Session.AssignAsync(assignment, cancellation).ConfigureAwait(false);
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Computes whatever is needed and not valid, on this thread as far as it can, and returns the value. It equals
    /// that of the plain formula under one state of the variables.
    /// </summary>
    /// <exception cref="UnassignedVariableException">It depends on a variable without a value.</exception>
    /// <exception cref="EvaluationException">It, or something that it depends on, failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the engine is as if it had not been
    /// asked.</exception>
    public NdArray<T> Eval(CancellationToken cancellation = default)
    {
        NdArray<T> value = Context.Unwrap<T>(Context.Session.Eval([Node], cancellation)[0], Node);
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>The same without a thread that waits.</summary>
    /// <inheritdoc cref="Eval"/>
    public async Task<NdArray<T>> EvalAsync(CancellationToken cancellation = default)
    {
        GraphNode node = Node;
        VersionedValue[] answers = await Context.Session.EvalAsync([node], cancellation).ConfigureAwait(false);
        GC.KeepAlive(this);
        return Context.Unwrap<T>(answers[0], node);
    }

    /// <summary>A copy of the elements in row-major order, if the node is valid now.</summary>
    /// <inheritdoc cref="Value"/>
    public T[] ToArray() => Value.ToArray();

    /// <summary>The one element, if the node is valid now.</summary>
    /// <inheritdoc cref="Value"/>
    /// <exception cref="ShapeException">It has not just one element.</exception>
    public T ToScalar() => Value.ToScalar();

    /// <summary>
    /// From now on a value that equals the one before it counts as no change, so that what depends on it need not run.
    /// Numbers are always treated so; for arrays it costs a comparison each time.
    /// </summary>
    /// <returns>This node.</returns>
    public LazyArray<T> CutOff()
    {
        Context.Session.CompareValues(Node);
        return this;
    }
}

using System.Numerics;
using Dataflow.Nodes.Engine;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow;

/// <summary>
/// A node whose elements are <typeparamref name="T"/>: <see cref="float"/> or <see cref="double"/>. Operators and
/// methods on it build further nodes; nothing is computed until <see cref="Eval"/>. Safe for any number of threads.
/// </summary>
public sealed class LazyArray<T> : LazyArray, IOperand<LazyArray<T>>
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
    public NdArray<T> Value => Context.Unwrap<T>(Context.Session.Fetch(Node)[0], Node);

    /// <summary>The node of an operator applied to nodes; the same node for the same formula.</summary>
    /// <exception cref="ShapeException">The operands' shapes, as far as they are known by now, do not fit.</exception>
    /// <exception cref="ArgumentException">The operands are not of one context.</exception>
    public static LazyArray<T> Apply(Operator op, Parameters? parameters, params ReadOnlySpan<LazyArray<T>> operands)
    {
        if (operands.IsEmpty)
        {
            throw new ArgumentException($"{op.Name} has no operand to tell the context by: use Context.Define");
        }
        return operands[0].Context.Define(op, parameters, operands);
    }

    /// <inheritdoc/>
    public LazyArray<T> Number(double value) => Context.Constant(T.CreateTruncating(value));

    /// <summary>
    /// Gives a variable its value. Every evaluation that begins after this returns sees it; nothing is computed yet.
    /// Arrays are immutable, so nothing is copied here.
    /// </summary>
    /// <exception cref="NotAssignableException">This is not a variable.</exception>
    /// <exception cref="ShapeException">The variable was declared with another shape.</exception>
    public void Assign(NdArray<T> value) => Context.Session.Assign(Assignment.Of(Node, Context.Wrap(Node, value)));

    /// <summary>Gives a variable a number; one that equals the number before it changes nothing downstream.</summary>
    /// <inheritdoc cref="Assign(NdArray{T})"/>
    public void Assign(T value) => Context.Session.Assign(Assignment.Of(Node, Context.Wrap(Node, value)));

    /// <summary>Gives a variable a copy of these numbers, as a vector.</summary>
    /// <inheritdoc cref="Assign(NdArray{T})"/>
    public void Assign(T[] values) => Assign(NdArray<T>.From(values));

    /// <summary>Gives a variable its value without a thread that waits.</summary>
    /// <inheritdoc cref="Assign(NdArray{T})"/>
    public Task AssignAsync(NdArray<T> value) =>
        Context.Session.AssignAsync(Assignment.Of(Node, Context.Wrap(Node, value)));

    /// <summary>
    /// Computes whatever is needed and not valid, on this thread as far as it can, and returns the value. It equals
    /// that of the plain formula under one state of the variables.
    /// </summary>
    /// <exception cref="UnassignedVariableException">It depends on a variable without a value.</exception>
    /// <exception cref="EvaluationException">It, or something that it depends on, failed.</exception>
    public NdArray<T> Eval() => Context.Unwrap<T>(Context.Session.Eval(Node)[0], Node);

    /// <summary>The same without a thread that waits.</summary>
    /// <inheritdoc cref="Eval"/>
    /// <exception cref="OperationCanceledException">It was cancelled; the engine is as if it had not been
    /// asked.</exception>
    public async Task<NdArray<T>> EvalAsync(CancellationToken cancellation = default)
    {
        Holding[] answers = await Context.Session.EvalAsync([Node], cancellation).ConfigureAwait(false);
        return Context.Unwrap<T>(answers[0], Node);
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

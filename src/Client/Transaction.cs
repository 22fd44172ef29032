using System.Numerics;
using Dataflow.Nodes.Evaluation;

namespace Dataflow;

/// <summary>Assignments that take effect together. Made by <see cref="Context.Transaction"/>.</summary>
public sealed class Transaction
{
    private readonly Context _context;
    internal Transaction(Context context) => _context = context;

    internal Assignment Assignment { get; } = new();

    /// <summary>
    /// Gives a variable its value when the transaction ends; of several values for one variable, the last.
    /// </summary>
    /// <exception cref="NotAssignableException">The node is not a variable.</exception>
    /// <exception cref="ShapeException">The variable was declared with another shape.</exception>
    public void Assign<T>(LazyArray<T> variable, NdArray<T> value)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Assignment.Values.Add((variable.Node, Context.Wrap(_context.Own(variable).Node, value)));

    /// <summary>Gives a variable a number when the transaction ends.</summary>
    /// <inheritdoc cref="Assign{T}(LazyArray{T}, NdArray{T})"/>
    public void Assign<T>(LazyArray<T> variable, T value)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Assignment.Values.Add((variable.Node, Context.Wrap(_context.Own(variable).Node, value)));
}

using System.Numerics;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow;

/// <summary>
/// Assignments that take effect together. Made by <see cref="Context.Transaction"/>, and over when the function that it
/// was given to ends, well or not. Any number of threads may fill it meanwhile.
/// </summary>
public sealed class Transaction
{
    private readonly Lock _gate = new();
    private readonly Context _context;
    private Assignment? _step = new(); // null when it is over

    internal Transaction(Context context) => _context = context;

    /// <summary>
    /// Gives a variable its value when the transaction ends; of several values for one variable, the last one counts,
    /// also when several threads gave them.
    /// </summary>
    /// <exception cref="InvalidOperationException">The transaction is over; the value is not assigned.</exception>
    /// <exception cref="NotAssignableException">The node is not a variable.</exception>
    /// <exception cref="ShapeException">The variable was declared with another shape.</exception>
    /// <exception cref="ArgumentNullException">There is no variable or no value.</exception>
    public void Assign<T>(LazyArray<T> variable, NdArray<T> value)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(value);
        lock (_gate)
        {
            Assignment step = _step ?? throw IsOver(variable);
            step.Values.Add((variable.Node, Context.Wrap(_context.Own(variable).Node, value)));
        }
    }

    /// <summary>Gives a variable a number when the transaction ends.</summary>
    /// <inheritdoc cref="Assign{T}(LazyArray{T}, NdArray{T})"/>
    public void Assign<T>(LazyArray<T> variable, T value)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(variable);
        lock (_gate)
        {
            Assignment step = _step ?? throw IsOver(variable);
            step.Values.Add((variable.Node, Context.Wrap(_context.Own(variable).Node, value)));
        }
    }

    /// <summary>What it assigns; from now on it is over.</summary>
    internal Assignment End()
    {
        lock (_gate)
        {
            Assignment step = _step ?? throw new InvalidOperationException("the transaction has ended already");
            _step = null;
            return step;
        }
    }

    /// <summary>If it did not end it is over now, and assigns nothing.</summary>
    internal void Abandon()
    {
        Assignment? step;
        lock (_gate) (step, _step) = (_step, null);
        for (int i = 0; i < step?.Values.Count; i++) step.Values[i].Value.Release();
    }

    private static InvalidOperationException IsOver(LazyArray variable) => new(
        $"a value for variable {variable.Node} came after the transaction's end and is not assigned: a transaction is "
        + $"over when the function that fills it returns or throws. Assign inside of it, begin another transaction, or "
        + $"give {nameof(Context)}.{nameof(Context.TransactionAsync)} a function whose task ends when all is assigned");
}

using Dataflow.Nodes.Evaluation;

namespace Dataflow;

/// <content>Several assignments as one step.</content>
public sealed partial class Context
{
    /// <summary>Assigns several variables as one step: an evaluation sees all of it or nothing.</summary>
    /// <param name="assign">Is given a transaction to assign to, from any number of threads; nothing happens before it
    /// returns, or if it throws. With its end the transaction is over: whoever kept it cannot use it any more.</param>
    public void Transaction(Action<Transaction> assign)
    {
        ArgumentNullException.ThrowIfNull(assign);
        Session.Assign(Filled(assign));
    }

    /// <summary>
    /// The same without a thread that waits for the engine. Cancelled before all is said, it assigns nothing; later,
    /// the wait ends, and all of it takes effect or nothing.
    /// </summary>
    /// <inheritdoc cref="Transaction"/>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task TransactionAsync(Action<Transaction> assign, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(assign);
        cancellation.ThrowIfCancellationRequested();
        Assignment step = Filled(assign);
        await Session.AssignAsync(step, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// The same for what is found out asynchronously: the transaction goes on until the task of
    /// <paramref name="assign"/> ends.
    /// </summary>
    /// <inheritdoc cref="TransactionAsync(Action{Transaction}, CancellationToken)"/>
    public async Task TransactionAsync(Func<Transaction, Task> assign, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(assign);
        cancellation.ThrowIfCancellationRequested();
        using var transaction = new TransactionScope(this);
        Task filled = assign(transaction.Transaction)
            ?? throw new InvalidOperationException($"{nameof(assign)} returned no task to wait for");
        await filled.ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        await Session.AssignAsync(transaction.Transaction.End(), cancellation).ConfigureAwait(false);
    }

    private Assignment Filled(Action<Transaction> assign)
    {
        using var scope = new TransactionScope(this);
        assign(scope.Transaction);
        return scope.Transaction.End();
    }

    /// <summary>Whatever becomes of who fills it, the transaction is over afterwards.</summary>
    private readonly struct TransactionScope(Context context) : IDisposable
    {
        public Transaction Transaction { get; } = new(context);

        public void Dispose() => Transaction.Abandon();
    }
}

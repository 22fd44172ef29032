namespace Dataflow.Host.Tests.Members;

/// <summary>What is waited for in vain.</summary>
internal static class Never
{
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task ComesAsync(CancellationToken cancellation) =>
        new TaskCompletionSource().Task.WaitAsync(cancellation);
}

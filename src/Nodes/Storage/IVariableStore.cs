namespace Dataflow.Nodes.Storage;

/// <summary>
/// Keeps the newest value of each variable. A step is kept wholly or not at all; a step that is saved again, or that is
/// older than what a variable has, changes nothing about that variable, so whoever is not sure may save once more. What
/// a
/// store keeps it never changes, and it never hands out what was not saved. Safe for any number of threads.
/// </summary>
internal interface IVariableStore
{
    /// <summary>
    /// Keeps the values of one step; done when they would survive whatever the store promises to survive.
    /// </summary>
    /// <exception cref="IOException">They could not be kept; none of them is.</exception>
    Task SaveAsync(StoredStep step, CancellationToken cancellation = default);

    /// <summary>The newest value that was saved; null when none was.</summary>
    Task<StoredValue?> LoadAsync(NodeId variable, CancellationToken cancellation = default);
}

/// <summary>The values that variables have from one revision on.</summary>
internal sealed record StoredStep(long Revision, IReadOnlyList<(NodeId Variable, NdArray Value)> Values);

/// <summary>A variable's value, and the revision from which it holds.</summary>
internal sealed record StoredValue(NdArray Content, long Revision);

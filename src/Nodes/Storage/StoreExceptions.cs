namespace Dataflow.Nodes.Storage;

/// <summary>What was damaged in a store, where, and what to do.</summary>
internal sealed class StoreDamagedException(string message) : IOException(message);

/// <summary>A store that this process may not use as it has to: trying again is of no use.</summary>
internal sealed class StoreAccessException(string message, Exception inner) : IOException(message, inner);

/// <summary>A store that cannot be reached now: nothing was kept, and trying again may help.</summary>
internal sealed class StoreAwayException(string message, Exception inner) : IOException(message, inner);

/// <summary>Whether a step was kept is not known. Only who opens the graph anew finds out.</summary>
internal sealed class StoreInDoubtException(string message) : IOException(message);

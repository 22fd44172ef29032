namespace Dataflow.Nodes.Evaluation;

/// <summary>Somebody outside the shard who asked.</summary>
/// <param name="By">Who.</param>
/// <param name="Slot">What he calls the question.</param>
/// <param name="Need">How much he asked for.</param>
/// <param name="TakesOver">Whether he lets go of the value when his one user has it.</param>
/// <param name="Tenant">Which of the slot's nodes asked.</param>
internal readonly record struct Waiter(ShardId By, int Slot, Need Need, bool TakesOver = false, int Tenant = 0);

namespace Dataflow.Host.Options;

/// <summary>Options that a member cannot start with; one message a fault.</summary>
internal sealed class OptionsException(IReadOnlyList<string> faults) : Exception(string.Join('\n', faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}

namespace Dataflow.Nodes.Evaluation;

/// <summary>An earlier value that running evaluations can still ask for.</summary>
internal sealed class PastValue(in Value value, Version version, RevisionSpan span, bool hasValue)
{
    private readonly int _version = version.Number; // the runtime would pad a struct

    public Value Value { get; private set; } = value;

    public Version Version => new(_version);

    public RevisionSpan Span { get; } = span;

    public bool HasValue { get; private set; } = hasValue;

    /// <summary>The next one of the same cell.</summary>
    public PastValue? Earlier { get; set; }

    public VersionedValue Versioned => new(Value, Version, Span, HasValue);

    /// <summary>Lets the value go; for which revisions its version held is still known.</summary>
    public void Drop()
    {
        Value.Release();
        (Value, HasValue) = (default, false);
    }
}

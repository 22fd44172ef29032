namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// What a node answers: a value, which version of it, and for which revisions. Without a value when only the version
/// was asked for and the value was dropped, or when nothing is valid.
/// </summary>
internal readonly struct VersionedValue(in Value value, Version version, RevisionSpan span, bool hasValue)
{
    private readonly int _version = version.Number; // the runtime would pad a struct

    public Value Value { get; } = value;

    /// <summary>Differs between values that may differ; 0 when there never was one.</summary>
    public Version Version => new(_version);

    public RevisionSpan Span { get; } = span;

    public bool HasValue { get; } = hasValue;
}

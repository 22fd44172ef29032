namespace Dataflow.Benchmarks;

/// <summary>
/// One measured figure: what was worked on, what was measured, how much of which unit; the target, if there is one,
/// which the value is not to exceed (or, where <paramref name="Measure"/> says "at least", not to fall below); and what
/// the best known peer needs for the same, in words.
/// </summary>
internal sealed record BenchmarkRow(
    string Work, string Measure, double Value, string Unit, double? Target, string Peer);

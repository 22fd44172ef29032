namespace Dataflow.Nodes.Storage;

/// <summary>A graph was written to, or opened, after it had been opened in a later tenure.</summary>
internal sealed class FencedOffException(Tenure later, Tenure earlier) : IOException(
    $"the graph was opened in tenure {later} meanwhile, so that tenure {earlier} may not write to it any more");

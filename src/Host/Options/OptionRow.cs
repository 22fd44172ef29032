namespace Dataflow.Host.Options;

/// <summary>One option.</summary>
/// <param name="Key">Its path: `member:name`.</param>
/// <param name="Default">What it is when nothing is given; empty: nothing.</param>
/// <param name="Range">What it may be, in words that follow `expected`.</param>
/// <param name="Reason">What it is for, and why the default is what it is.</param>
/// <param name="TrySet">Reads a text into the options; false: it is not in the range.</param>
internal sealed record OptionRow(
    string Key, string Default, string Range, string Reason, Func<HostOptions, string, bool> TrySet)
{
    /// <summary>Whether its value must not be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The default for documents, where it is another one on each machine.</summary>
    public string? DefaultInWords { get; init; }
}

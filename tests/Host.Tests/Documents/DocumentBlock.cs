namespace Dataflow.Host.Tests.Documents;

/// <summary>What is to be done with a block of a document.</summary>
internal enum BlockUse
{
    /// <summary>C#: compiled with the page's other blocks into one program, and run.</summary>
    Program,

    /// <summary>Commands as they are typed, with or without what they print.</summary>
    Commands,

    /// <summary>What the block before it prints.</summary>
    Output,

    /// <summary>F#: its lines stand in a test of `tests/FSharp.Tests`, too.</summary>
    Elsewhere,

    /// <summary>A picture drawn with letters.</summary>
    Picture,
}

/// <summary>A block between fences.</summary>
/// <param name="Line">The line of its fence, from 1.</param>
/// <param name="Use">What it is.</param>
/// <param name="Text">Its lines.</param>
/// <param name="Exception">
/// What the comment before it says: <c>not run: REASON</c> or <c>compiled only: REASON</c>; null without one.
/// </param>
internal sealed record DocumentBlock(int Line, BlockUse Use, string Text, string? Exception)
{
    public bool IsNotRun => Exception is not null && Exception.StartsWith("not run: ", StringComparison.Ordinal);

    public bool IsCompiledOnly =>
        Exception is not null && Exception.StartsWith("compiled only: ", StringComparison.Ordinal);
}

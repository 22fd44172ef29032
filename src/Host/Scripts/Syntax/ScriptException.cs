namespace Dataflow.Host.Scripts.Syntax;

/// <summary>Something is wrong at a place of a script.</summary>
internal abstract class ScriptException(Position at, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public Position At { get; } = at;

    /// <summary>What the process answers when this is why it ends.</summary>
    public abstract int Code { get; }
}

/// <summary>The text does not follow the grammar, or names something that does not exist; nothing has run.</summary>
internal sealed class SyntaxException(Position at, string message) : ScriptException(at, message)
{
    public override int Code => ExitCode.Usage;
}

/// <summary>What is asked for failed: shapes do not fit, a file cannot be read, a variable has no value.</summary>
internal sealed class FailureException(Position at, string message, Exception? cause = null)
    : ScriptException(at, message, cause)
{
    public override int Code => ExitCode.Failure;
}

namespace Dataflow.Host.Scripts.Syntax;

/// <summary>The text does not follow the grammar, or names something that does not exist.</summary>
internal sealed class SyntaxException(Position at, string message) : Exception(message)
{
    public Position At { get; } = at;
}

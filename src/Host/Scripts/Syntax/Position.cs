namespace Dataflow.Host.Scripts.Syntax;

/// <summary>Where something stands in a script; line and column count from 1, columns in characters.</summary>
internal readonly record struct Position(int Line, int Column);

namespace Dataflow.Host.Scripts.Syntax;

/// <summary>One line of a script.</summary>
internal abstract record Statement(Position At);

/// <summary>A name of the script where it is used.</summary>
internal sealed record NameUse(Position At, string Name);

/// <summary>`a = variable` or `a = variable [3, 4]`; without a shape it takes arrays of any.</summary>
internal sealed record VariableStatement(Position At, string Name, IReadOnlyList<long>? Shape) : Statement(At);

/// <summary>`c = expression`: gives it a name; nothing runs.</summary>
internal sealed record DefineStatement(Position At, string Name, Expression Value) : Statement(At);

/// <summary>`a := expression of constants`.</summary>
internal sealed record AssignStatement(Position At, NameUse Variable, Expression Value) : Statement(At);

/// <summary>`eval c, d`.</summary>
internal sealed record EvalStatement(Position At, IReadOnlyList<NameUse> Names) : Statement(At);

/// <summary>An expression that is printed, and how the script writes it.</summary>
internal sealed record PrintedItem(Position At, string Text, Expression Value);

/// <summary>`print c, sum(d)`.</summary>
internal sealed record PrintStatement(Position At, IReadOnlyList<PrintedItem> Items) : Statement(At);

/// <summary>`save c "c.npy"`, `save c, d "both.npz"`.</summary>
internal sealed record SaveStatement(Position At, IReadOnlyList<NameUse> Names, string Path) : Statement(At);

/// <summary>`trace c, d`.</summary>
internal sealed record TraceStatement(Position At, IReadOnlyList<NameUse> Names) : Statement(At);

/// <summary>`dot c "c.dot"`; without a file it is printed.</summary>
internal sealed record DotStatement(Position At, NameUse Name, string? Path) : Statement(At);

/// <summary>`stats`.</summary>
internal sealed record StatsStatement(Position At) : Statement(At);

namespace Dataflow.Host.Scripts.Syntax;

/// <summary>Reads a script, one statement a line, or the one expression given to `eval`.</summary>
internal static class ScriptParser
{
    private const string EndOfLine = "the end of the line";

    private const string EndOfExpression = "an operator or the end of the line";

    /// <exception cref="SyntaxException">A line is no statement; the first such line is told.</exception>
    public static IReadOnlyList<Statement> ParseScript(Source source)
    {
        List<Statement> statements = [];
        Literals literals = new();
        for (int line = 1; line <= source.Lines.Count; line++)
        {
            TokenReader reader = new(Lexer.Read(source.Lines[line - 1], line));
            if (reader.Peek.Kind == TokenKind.End) continue;
            Statement statement = ParseStatement(reader, literals, source.Lines[line - 1]);
            if (statement is DefineStatement or VariableStatement) literals.Define(NameOf(statement));
            statements.Add(statement);
        }

        return statements;
    }

    /// <param name="source">The one line.</param>
    /// <param name="names">What is given a name elsewhere.</param>
    /// <exception cref="SyntaxException">The text is no expression, or more than one line.</exception>
    public static Expression ParseExpression(Source source, params IEnumerable<string> names)
    {
        if (source.Lines.Count > 1)
            throw new SyntaxException(new Position(2, 1), "expected one line, but a second begins");
        Literals literals = new();
        foreach (string name in names) literals.Define(name);
        TokenReader reader = new(Lexer.Read(source.Lines[0], 1));
        return ToEnd(reader, new ExpressionParser(reader, literals).Parse(), EndOfExpression);
    }

    private static string NameOf(Statement statement) =>
        statement is DefineStatement define ? define.Name : ((VariableStatement)statement).Name;

    private static Statement ParseStatement(TokenReader reader, Literals literals, string line)
    {
        Token first = reader.Expect(TokenKind.Name, "a name or a statement");
        // A name may be called like a statement: `dot = x` defines one.
        if (reader.TryTake("=")) return ParseDefinition(reader, first, literals);
        if (reader.TryTake(":=")) return ParseAssignment(reader, first, literals);
        Statement? statement = first.Text switch
        {
            "eval" => new EvalStatement(first.At, ParseNames(reader)),
            "print" => new PrintStatement(first.At, ParsePrinted(reader, literals, line)),
            "trace" => new TraceStatement(first.At, ParseNames(reader)),
            "save" => new SaveStatement(first.At, ParseNames(reader), ParseFile(reader)),
            "dot" => new DotStatement(first.At, ParseName(reader), ParseOptionalFile(reader)),
            "stats" => new StatsStatement(first.At),
            _ => null,
        };
        if (statement is null) throw NoStatement(reader, first);
        return ToEnd(reader, statement, statement is PrintStatement ? EndOfExpression : EndOfLine);
    }

    private static SyntaxException NoStatement(TokenReader reader, Token first)
    {
        const string Verbs = "eval, print, save, trace, dot or stats";
        return reader.Peek.Kind is TokenKind.Name or TokenKind.End
            ? new SyntaxException(first.At, $"expected a definition or one of {Verbs}, but {first.Spoken}")
            : reader.Unexpected($"'=' or ':=' after the name '{first.Text}'");
    }

    private static Statement ParseDefinition(TokenReader reader, Token name, Literals literals)
    {
        if (name.Text is "true" or "false" or "variable")
            throw new SyntaxException(name.At, $"'{name.Text}' is a word of the language and cannot be a name");
        bool isVariable = reader.Peek is { Kind: TokenKind.Name, Text: "variable" };
        if (!isVariable)
        {
            Expression value = new ExpressionParser(reader, literals).Parse();
            return ToEnd(reader, new DefineStatement(name.At, name.Text, value), EndOfExpression);
        }

        reader.Take();
        IReadOnlyList<long>? shape = reader.Peek.Is("[") ? ParseShape(reader) : null;
        string expected = shape is null ? "a shape such as [3, 4] or the end of the line" : EndOfLine;
        return ToEnd(reader, new VariableStatement(name.At, name.Text, shape), expected);
    }

    private static AssignStatement ParseAssignment(TokenReader reader, Token name, Literals literals)
    {
        Expression value = new ExpressionParser(reader, literals).Parse();
        return ToEnd(reader, new AssignStatement(name.At, new NameUse(name.At, name.Text), value), EndOfExpression);
    }

    private static List<long> ParseShape(TokenReader reader)
    {
        reader.Take();
        List<long> sizes = [];
        if (reader.TryTake("]")) return sizes;
        do sizes.Add(ParseSize(reader));
        while (reader.TryTake(","));
        reader.Expect("]", "',' or ']'");
        return sizes;
    }

    private static long ParseSize(TokenReader reader)
    {
        if (reader.Peek.Is("-")) throw reader.Unexpected("the size of an axis, 0 or more");
        return reader.ExpectInteger("the size of an axis, a whole number");
    }

    private static List<NameUse> ParseNames(TokenReader reader)
    {
        List<NameUse> names = [];
        do names.Add(ParseName(reader));
        while (reader.TryTake(","));
        return names;
    }

    private static List<PrintedItem> ParsePrinted(TokenReader reader, Literals literals, string line)
    {
        List<PrintedItem> items = [];
        do
        {
            Position at = reader.Peek.At;
            Expression value = new ExpressionParser(reader, literals).Parse();
            items.Add(new PrintedItem(at, line[(at.Column - 1)..reader.End].Trim(), value));
        }
        while (reader.TryTake(","));
        return items;
    }

    private static NameUse ParseName(TokenReader reader)
    {
        Token token = reader.Expect(TokenKind.Name, "a name");
        return new NameUse(token.At, token.Text);
    }

    private static string ParseFile(TokenReader reader) => reader.Expect(TokenKind.Text, "a file in quotes").Text;

    private static string? ParseOptionalFile(TokenReader reader) =>
        reader.Peek.Kind == TokenKind.End ? null : ParseFile(reader);

    private static TItem ToEnd<TItem>(TokenReader reader, TItem item, string expected)
    {
        reader.Expect(TokenKind.End, expected);
        return item;
    }
}

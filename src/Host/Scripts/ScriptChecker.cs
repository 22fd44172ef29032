using Dataflow.Host.Scripts.Syntax;
using Dataflow.Nodes;

namespace Dataflow.Host.Scripts;

/// <summary>
/// Finds, before anything runs, what can be wrong in a script whatever its arrays are: names and operators that do
/// not exist, arguments that an operator does not take, assignments to what is no variable.
/// </summary>
internal sealed class ScriptChecker
{
    private readonly Dictionary<string, Meaning> _names = new(StringComparer.Ordinal);

    private enum Meaning
    {
        Variable,
        Varying,
        Constant,
    }

    /// <exception cref="SyntaxException">Something is wrong; the first such thing is told.</exception>
    public static void Check(IReadOnlyList<Statement> statements)
    {
        ScriptChecker checker = new();
        foreach (Statement statement in statements) checker.Check(statement);
    }

    /// <summary>Checks the expression given to `eval`, in which these names are known.</summary>
    /// <exception cref="SyntaxException">Something is wrong.</exception>
    public static void Check(Expression expression, IEnumerable<string> names)
    {
        ScriptChecker checker = new();
        foreach (string name in names) checker._names[name] = Meaning.Constant;
        checker.FindVarying(expression);
    }

    private void Check(Statement statement)
    {
        switch (statement)
        {
            case VariableStatement it: _names[it.Name] = Meaning.Variable; break;
            case DefineStatement it:
                _names[it.Name] = FindVarying(it.Value) is null ? Meaning.Constant : Meaning.Varying;
                break;
            case AssignStatement it: Check(it); break;
            case EvalStatement it: Check(it.Names); break;
            case PrintStatement it: Check(it.Items); break;
            case TraceStatement it: Check(it.Names); break;
            case SaveStatement it: Check(it); break;
            case DotStatement it: Find(it.Name); break;
            default: break;
        }
    }

    private void Check(AssignStatement statement)
    {
        NameUse variable = statement.Variable;
        if (!_names.TryGetValue(variable.Name, out Meaning meaning))
            throw Unknown(variable.At, variable.Name, $"; declare it with: {variable.Name} = variable");
        if (meaning != Meaning.Variable)
            throw new SyntaxException(variable.At, $"'{variable.Name}' is no variable; only variables can be assigned");
        if (FindVarying(statement.Value) is { } varying)
            throw new SyntaxException(varying.At, $"what is assigned must be constant, but '{varying.Name}' varies");
    }

    private void Check(SaveStatement statement)
    {
        Check(statement.Names);
        if (!ArrayFiles.IsKnown(statement.Path))
            throw new SyntaxException(statement.At, "save writes .npy, .npz and .csv files");
        if (ArrayFiles.IsNpz(statement.Path)) CheckTwice(statement.Names);
        else if (statement.Names.Count > 1)
            throw new SyntaxException(statement.Names[1].At, "only a .npz file takes several values");
    }

    private static void CheckTwice(IReadOnlyList<NameUse> names)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        if (names.FirstOrDefault(name => !seen.Add(name.Name)) is { } twice)
            throw new SyntaxException(twice.At, $"'{twice.Name}' is saved twice");
    }

    private void Check(IReadOnlyList<PrintedItem> items)
    {
        foreach (PrintedItem item in items) FindVarying(item.Value);
    }

    private void Check(IReadOnlyList<NameUse> names)
    {
        foreach (NameUse name in names) Find(name);
    }

    private Meaning Find(NameUse name) => Find(name.At, name.Name);

    private Meaning Find(Position at, string name) =>
        _names.TryGetValue(name, out Meaning meaning) ? meaning : throw Unknown(at, name, "");

    private SyntaxException Unknown(Position at, string name, string advice)
    {
        string hint = NearestNames.Hint(NearestNames.Of(name, _names.Keys));
        return new(at, $"there is no name '{name}'{(hint.Length > 0 ? hint : advice)}");
    }

    /// <summary>Checks all of an expression; returns the first name in it that depends on a variable, if any.</summary>
    private NameExpression? FindVarying(Expression expression)
    {
        NameExpression? varying = null;
        Stack<Expression> left = new([expression]);
        while (left.TryPop(out Expression? next))
        {
            if (next is NameExpression name && Find(name.At, name.Name) != Meaning.Constant) varying = name;
            // Pushed from the right, so that they are checked, and complained about, from the left.
            foreach (Expression operand in OperandsOf(next).Reverse()) left.Push(operand);
        }

        return varying;
    }

    private static IReadOnlyList<Expression> OperandsOf(Expression expression)
    {
        switch (expression)
        {
            case BinaryExpression it: return [it.Left, it.Right];
            case NegateExpression it: return [it.Operand];
            case SliceExpression it: return [it.Of];
            case CallExpression { Function: LoadCall.Name } it: LoadCall.Bind(it); return [];
            case CallExpression it: return BoundCall.Bind(it).Operands;
            case ListExpression it: ListConstant.Read(it); return [];
            case TextExpression: throw new SyntaxException(expression.At, "only load takes a text");
            case BooleanExpression: throw new SyntaxException(expression.At, "only an argument can be true or false");
            default: return [];
        }
    }
}

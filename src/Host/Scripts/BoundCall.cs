using Dataflow.Host.Scripts.Syntax;
using Dataflow.Nodes;

namespace Dataflow.Host.Scripts;

/// <summary>A call whose operator is found and whose arguments are sorted out.</summary>
internal sealed record BoundCall(Operator Operator, IReadOnlyList<Expression> Operands, Parameters? Parameters)
{
    /// <summary>Operands come first and by place or by name; then the arguments, likewise.</summary>
    /// <exception cref="SyntaxException">There is no such operator, or the arguments are not what it takes.</exception>
    public static BoundCall Bind(CallExpression call)
    {
        Operator op = OperatorCatalogue.Find(call.Function) ?? throw new SyntaxException(
            call.At,
            $"there is no operator '{call.Function}'{NearestNames.Hint(OperatorCatalogue.Nearest(call.Function))}");
        List<string> places = [.. op.OperandNames, .. op.Arguments.Select(argument => argument.Name)];
        Dictionary<string, Expression> given = CallArguments.Sort(call, places);
        List<Expression> operands = [.. op.OperandNames.Select(name => given.GetValueOrDefault(name) ??
            throw new SyntaxException(call.At, $"{op.Name} misses its operand '{name}': {Usage(op)}"))];
        return new BoundCall(op, operands, Parameterise(call, op, given));
    }

    private static Parameters? Parameterise(CallExpression call, Operator op, Dictionary<string, Expression> given)
    {
        ArgumentValues values = new();
        foreach (Argument argument in op.Arguments)
        {
            if (given.TryGetValue(argument.Name, out Expression? value))
                values.Add(argument.Name, ArgumentReader.Read(argument, value));
        }

        try
        {
            return op.Bind(values);
        }
        catch (DataflowException error)
        {
            throw new SyntaxException(call.At, error.Message);
        }
    }

    /// <summary>How it is called: `sum(x, axis, keep_dims: false)`.</summary>
    private static string Usage(Operator op)
    {
        IEnumerable<string> arguments = op.Arguments.Select(argument =>
            argument.IsRequired ? argument.Name : $"{argument.Name}: {argument.Default}");
        return $"{op.Name}({string.Join(", ", op.OperandNames.Concat(arguments))})";
    }
}

using System.Runtime.CompilerServices;

namespace Dataflow;

/// <summary>What call syntaxes need before they can apply an operator.</summary>
internal static class Operands
{
    /// <summary>A number beside an operand, rounded to its element type.</summary>
    /// <exception cref="ArgumentNullException">The operand is null; has the name that the caller gives it.</exception>
    public static TOperand Number<TOperand>(
        TOperand beside, double value, [CallerArgumentExpression(nameof(beside))] string? name = null)
        where TOperand : class, IOperand<TOperand>
    {
        if (beside is null) throw new ArgumentNullException(name);
        return beside.Number(value);
    }

    /// <summary>The error of an operand that is null, by the operator's name for it.</summary>
    public static ArgumentNullException Missing(Operator op, int index)
    {
        string name = index < op.Arity ? op.OperandNames[index] : "operands";
        return new ArgumentNullException(name, $"{op.Name}: operand {name} is null; give an array or a node");
    }
}

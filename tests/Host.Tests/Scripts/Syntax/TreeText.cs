using System.Globalization;
using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Tests.Scripts.Syntax;

/// <summary>A syntax tree as text, every grouping shown: `(a + (b * c))`.</summary>
internal static class TreeText
{
    public static string Of(Expression expression) => expression switch
    {
        NumberExpression number => number.Value.ToString(CultureInfo.InvariantCulture),
        BooleanExpression boolean => boolean.Value ? "true" : "false",
        TextExpression text => $"\"{text.Text}\"",
        NameExpression name => name.Name,
        ListExpression list => $"[{Join(list.Items.Select(Of))}]",
        CallExpression call => $"{call.Function}({Join(call.Arguments.Select(Of))})",
        NegateExpression negate => $"(-{Of(negate.Operand)})",
        BinaryExpression binary => $"({Of(binary.Left)} {binary.Symbol.Symbol} {Of(binary.Right)})",
        SliceExpression slice => $"{Of(slice.Of)}[{Join(slice.Items.Select(Of))}]",
        _ => throw new InvalidOperationException(expression.GetType().Name),
    };

    private static string Of(CallArgument argument) =>
        argument.Name is null ? Of(argument.Value) : $"{argument.Name}: {Of(argument.Value)}";

    private static string Of(SliceItem item) =>
        item.IsIndex ? $"{item.Start}" : $"{item.Start}:{item.Stop}:{item.Step}";

    private static string Join(IEnumerable<string> items) => string.Join(", ", items);
}

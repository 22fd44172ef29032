using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Scripts;

/// <summary>A list as an array: `[1, 2]` is a vector, `[[1, 2], [3, 4]]` a matrix, and so on.</summary>
/// <param name="Numbers">Its numbers as they are written.</param>
/// <param name="Shape">The sizes of its axes.</param>
internal sealed record ListConstant(IReadOnlyList<string> Numbers, IReadOnlyList<long> Shape)
{
    /// <exception cref="SyntaxException">It holds anything but numbers, or lists of several lengths.</exception>
    public static ListConstant Read(ListExpression list)
    {
        List<long> shape = [];
        for (ListExpression? first = list; first is not null;)
        {
            shape.Add(first.Items.Count);
            first = first.Items is [ListExpression inner, ..] ? inner : null;
        }

        List<string> numbers = [];
        Collect(list, shape, 0, numbers);
        return new ListConstant(numbers, shape);
    }

    private static void Collect(ListExpression list, List<long> shape, int axis, List<string> numbers)
    {
        if (list.Items.Count != shape[axis])
            throw new SyntaxException(list.At, $"this list holds {list.Items.Count}, but the first {shape[axis]}");
        foreach (Expression item in list.Items)
        {
            if (axis + 1 < shape.Count)
            {
                Collect(Inner(item), shape, axis + 1, numbers);
                continue;
            }

            numbers.Add(ArgumentReader.NumberText(item) ??
                throw new SyntaxException(item.At, "a list holds numbers that are written out, or lists of them"));
        }
    }

    private static ListExpression Inner(Expression item) => item as ListExpression ??
        throw new SyntaxException(item.At, "expected a list here, as the first one of this list is");
}

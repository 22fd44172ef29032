using System.Collections;
using System.Globalization;

namespace Dataflow;

/// <summary>
/// The values that a script gave for an operator's arguments, by name. Values are <see cref="int"/>,
/// <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, or lists of int or long; reading one as another
/// kind is an error that names the operator, the argument, what was expected and what came.
/// </summary>
public sealed class ArgumentValues : IEnumerable<KeyValuePair<string, object>>
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private Operator? _operator;

    /// <summary>Gives a value to an argument.</summary>
    public object this[string name]
    {
        set
        {
            ArgumentNullException.ThrowIfNull(name);
            ArgumentNullException.ThrowIfNull(value);
            _values[name] = value;
        }
    }

    /// <summary>Gives a value to an argument that has none yet.</summary>
    /// <exception cref="DataflowException">The argument was given twice.</exception>
    public void Add(string name, object value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (!_values.TryAdd(name, value)) throw new DataflowException($"argument {name} is given twice");
    }

    /// <summary>Whether the argument was given.</summary>
    public bool Has(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _values.ContainsKey(name);
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// Checks that nothing unknown is given and nothing required is missing; later errors name this operator.
    /// </summary>
    internal void CheckAgainst(Operator op)
    {
        _operator = op;
        string takes = op.Arguments.Count == 0 ? "no arguments" : string.Join(", ", op.Arguments.Select(a => a.Name));
        foreach (string name in _values.Keys.Where(name => op.Arguments.All(argument => argument.Name != name)))
            throw new DataflowException($"{op.Name}: there is no argument {name}; it takes {takes}");
        foreach (Argument argument in op.Arguments.Where(argument => argument.IsRequired && !Has(argument.Name)))
            throw new DataflowException($"{op.Name}: argument {argument.Name} is missing; give {argument.KindInWords}");
    }

    internal double Number(string name, double absent) => Find(name) switch
    {
        null => absent,
        int value => value,
        long value => value,
        double value => value,
        object other => throw Mismatch(name, other),
    };

    internal bool Boolean(string name, bool absent) => Find(name) switch
    {
        null => absent,
        bool value => value,
        object other => throw Mismatch(name, other),
    };

    internal ValueList<long>? Integers(string name) => Find(name) switch
    {
        null => null,
        int value => [value],
        long value => [value],
        IEnumerable<int> values => [.. values],
        IEnumerable<long> values => [.. values],
        object other => throw Mismatch(name, other),
    };

    /// <summary>Whole numbers as axes; none when absent.</summary>
    internal int[] Axes(string name)
    {
        ValueList<long> given = Integers(name) ?? [];
        if (given.Any(axis => axis is < int.MinValue or > int.MaxValue)) throw Mismatch(name, given);
        return [.. given.Select(axis => (int)axis)];
    }

    private object? Find(string name) => _values.GetValueOrDefault(name);

    private DataflowException Mismatch(string name, object came)
    {
        string? expected = _operator?.Arguments.FirstOrDefault(argument => argument.Name == name)?.KindInWords;
        return new($"{_operator?.Name}: argument {name} should be {expected}, but {Text(came)} came");
    }

    private static string Text(object came) => came switch
    {
        bool value => value ? "true" : "false",
        string value => $"\"{value}\"",
        IEnumerable values => $"[{string.Join(", ", values.Cast<object>().Select(Text))}]",
        _ => Convert.ToString(came, CultureInfo.InvariantCulture) ?? "nothing",
    };
}

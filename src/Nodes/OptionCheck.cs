using System.Globalization;
using System.Runtime.CompilerServices;

namespace Dataflow.Nodes;

/// <summary>
/// Holds options to their ranges and tells all that are outside at once. In plain code: what finds ranges by reflection
/// finds none in a program that is published ahead of time.
/// </summary>
/// <param name="options">What the options are called together.</param>
internal sealed class OptionCheck(string options)
{
    private readonly List<string> _faults = [];

    /// <summary>The value is to be one of these, both ends included.</summary>
    public OptionCheck InRange<T>(
        T value, T least, T most, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T>, IFormattable
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            _faults.Add($"{name} is {Text(value)}; it can be from {Text(least)} to {Text(most)}");
        return this;
    }

    /// <summary>The value is not to be null.</summary>
    public OptionCheck Given(object? value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value is null) _faults.Add($"{name} is null; leave it out for its default");
        return this;
    }

    /// <exception cref="ArgumentOutOfRangeException">Some are not as they can be; says how they can.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0) throw new ArgumentOutOfRangeException(options, string.Join("; ", _faults));
    }

    private static string Text<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}

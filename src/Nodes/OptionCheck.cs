using System.Globalization;
using System.Runtime.CompilerServices;

namespace Dataflow.Nodes;

/// <summary>Options that know their ranges.</summary>
internal interface ICheckedOptions
{
    /// <summary>Holds each option to its range.</summary>
    void Check(OptionCheck check);
}

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

    /// <summary>These options, which are part of them, are not to be null, and as they can be.</summary>
    public OptionCheck Parts(
        ICheckedOptions? parts, [CallerArgumentExpression(nameof(parts))] string name = "")
    {
        if (parts is null) return Given(parts, name);
        var check = new OptionCheck(name);
        parts.Check(check);
        foreach (string fault in check._faults) _faults.Add($"{name}.{fault}");
        return this;
    }

    /// <exception cref="ArgumentOutOfRangeException">Some are not as they can be; says how they can.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0) throw new ArgumentOutOfRangeException(options, string.Join("; ", _faults));
    }

    private static string Text<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}

internal static class CheckedOptions
{
    /// <summary>The options themselves, when all are as they can be.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Some are not; says how they can.</exception>
    public static TOptions Checked<TOptions>(this TOptions options) where TOptions : class, ICheckedOptions
    {
        var check = new OptionCheck(typeof(TOptions).Name);
        options.Check(check);
        check.ThrowIfAny();
        return options;
    }
}

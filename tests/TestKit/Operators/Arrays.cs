using System.Globalization;
using System.Numerics;
using System.Text;

namespace Dataflow.TestKit.Operators;

/// <summary>Whether an element that is not the expected one may be taken for it.</summary>
internal delegate bool MayBe<T>(int at, T expected, T came) where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>How two arrays differ, and how they are shown when they do.</summary>
internal static class Arrays
{
    private const int MostShown = 80;

    /// <summary>The first element that is not the expected one, in words; null when the arrays are the same.</summary>
    public static string? FirstDifference<T>(NdArray<T> expected, NdArray<T> came, MayBe<T>? mayBe = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!expected.Shape.Equals(came.Shape)) return $"shape {expected.Shape} expected, {came.Shape} came";
        ReadOnlySpan<T> x = expected.AsSpan(), y = came.AsSpan();
        for (int i = 0; i < x.Length; i++)
        {
            if (Specials.AreSame(x[i], y[i]) || (mayBe is not null && mayBe(i, x[i], y[i]))) continue;
            return string.Create(
                CultureInfo.InvariantCulture, $"{x[i]:R} expected at element {i} of {expected.Shape}, {y[i]:R} came");
        }

        return null;
    }

    /// <summary>Shape and elements in full, as far as they are not too many.</summary>
    public static string Show<T>(NdArray<T> array) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var text = new StringBuilder($"{array.Shape}");
        ReadOnlySpan<T> elements = array.AsSpan();
        foreach (T element in elements[..Math.Min(MostShown, elements.Length)])
            text.Append(CultureInfo.InvariantCulture, $" {element:R}");
        return elements.Length > MostShown ? text.Append(" ...").ToString() : text.ToString();
    }
}

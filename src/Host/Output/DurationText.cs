using System.Globalization;

namespace Dataflow.Host.Output;

/// <summary>A duration for reading: three digits and the unit that fits.</summary>
internal static class DurationText
{
    public static string Of(TimeSpan duration)
    {
        double milliseconds = duration.TotalMilliseconds;
        if (milliseconds >= 1000) return Text(milliseconds / 1000, "s");
        return milliseconds >= 1 ? Text(milliseconds, "ms") : Text(milliseconds * 1000, "us");
    }

    private static string Text(double value, string unit)
    {
        string format = value >= 100 ? "F0" : value >= 10 ? "F1" : "F2";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}";
    }
}

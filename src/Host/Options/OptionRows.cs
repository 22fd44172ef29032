using System.Globalization;
using Dataflow.Nodes;

namespace Dataflow.Host.Options;

/// <summary>Makes rows of the table of options, one kind of value each.</summary>
internal static class OptionRows
{
    private static readonly (string Unit, long Bytes)[] Units =
        [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40)];

    public static OptionRow Text(
        string key, string preset, string range, string reason, Action<HostOptions, string> set,
        Func<string, bool>? isGood = null) => new(key, preset, range, reason, (options, text) =>
        {
            if (isGood is not null && !isGood(text)) return false;
            set(options, text);
            return true;
        });

    public static OptionRow Words(
        string key, string preset, string range, string reason, Action<HostOptions, IReadOnlyList<string>> set) =>
        new(key, preset, range, reason, (options, text) =>
        {
            string[] words = text.Split(
                ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (!words.All(IsWord)) return false;
            set(options, words);
            return true;
        });

    public static OptionRow Whole(
        string key, int preset, int least, int most, string reason, Action<HostOptions, int> set) =>
        new(key, Plain(preset), $"a whole number from {Group(least)} to {Group(most)}", reason, (options, text) =>
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return false;
            if (number < least || number > most) return false;
            set(options, number);
            return true;
        });

    public static OptionRow Seconds(
        string key, int preset, double least, int most, string reason, Action<HostOptions, TimeSpan> set) =>
        new(key, Plain(preset), $"seconds, from {least} to {Group(most)}", reason, (options, text) =>
        {
            if (!NumberText.TryParse(text, out double seconds)) return false;
            if (!(seconds >= least && seconds <= most)) return false;
            set(options, TimeSpan.FromSeconds(seconds));
            return true;
        });

    public static OptionRow Bytes(
        string key, string preset, string least, string most, string reason, Action<HostOptions, long> set) =>
        new(key, preset, $"bytes, such as 512MiB, from {least} to {most}", reason, (options, text) =>
        {
            if (!TryReadBytes(text, out long bytes)) return false;
            if (bytes < ReadBytes(least) || bytes > ReadBytes(most)) return false;
            set(options, bytes);
            return true;
        });

    public static OptionRow OneOf<T>(
        string key, string preset, string reason, Action<HostOptions, T> set,
        params (string Word, T Value)[] choices) =>
        new(key, preset, string.Join(" or ", choices.Select(it => it.Word)), reason, (options, text) =>
        {
            int place = Array.FindIndex(
                choices, it => string.Equals(it.Word, text, StringComparison.OrdinalIgnoreCase));
            if (place < 0) return false;
            set(options, choices[place].Value);
            return true;
        });

    public static OptionRow Address(
        string key, string preset, string range, string reason, string scheme, Action<HostOptions, HostAddress> set,
        Func<HostAddress, bool> isGood) => new(key, preset, range, reason, (options, text) =>
        {
            if (!HostAddress.TryParse(text, scheme, out HostAddress? address) || !isGood(address)) return false;
            set(options, address);
            return true;
        });

    /// <summary>Whether it may be a name: of a member, a role, a cluster, a schema.</summary>
    public static bool IsWord(string text) => text.Length is > 0 and <= 64
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static long ReadBytes(string text) =>
        TryReadBytes(text, out long bytes) ? bytes : throw new ArgumentException($"no size: {text}", nameof(text));

    private static bool TryReadBytes(string text, out long bytes)
    {
        (string unit, long factor) = Array.Find(
            Units, it => text.EndsWith(it.Unit, StringComparison.OrdinalIgnoreCase));
        if (unit is null) (unit, factor) = ("", 1);
        bool isNumber = long.TryParse(
            text.AsSpan(0, text.Length - unit.Length).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture,
            out long number);
        bool fits = isNumber && number <= long.MaxValue / factor;
        bytes = fits ? number * factor : 0;
        return fits;
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Group(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Dataflow.Nodes;

namespace Dataflow.Host.Options;

/// <summary>Puts settings together into options; later ones win. Every fault is told, not only the first.</summary>
internal sealed class OptionsReader
{
    private readonly Dictionary<string, Setting> _given = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _faults = [];

    private OptionsReader()
    {
    }

    /// <param name="sources">What each source gives; a later source wins.</param>
    /// <exception cref="OptionsException">A setting is unknown or wrong, or they do not fit together.</exception>
    public static HostOptions Read(params IReadOnlyList<Setting>[] sources)
    {
        OptionsReader reader = new();
        foreach (IReadOnlyList<Setting> source in sources) reader.Take(source);
        HostOptions options = new();
        foreach (OptionRow row in OptionTable.Rows) reader.Apply(row, options);
        if (reader._faults.Count == 0) reader._faults.AddRange(OptionRules.Check(options, reader.WhereIs));
        return reader._faults.Count == 0 ? options : throw new OptionsException(reader._faults);
    }

    private void Take(IReadOnlyList<Setting> source)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (Setting setting in source)
        {
            if (OptionTable.Find(setting.Key) is null) _faults.Add(Unknown(setting));
            else if (!seen.Add(setting.Key)) _faults.Add($"{setting.Where}: {setting.Key} is given twice");
            else _given[setting.Key] = setting;
        }
    }

    private static string Unknown(Setting setting)
    {
        string section = $"{setting.Key}:";
        string[] ofSection = [.. OptionTable.Rows.Select(row => row.Key)
            .Where(key => key.StartsWith(section, StringComparison.OrdinalIgnoreCase))];
        if (ofSection.Length > 0)
        {
            string parts = string.Join(", ", ofSection);
            return $"{setting.Where}: {setting.Key} is a section; expected an object with {parts}";
        }

        string hint = NearestNames.Hint(OptionTable.Nearest(setting.Key));
        return $"{setting.Where}: there is no option '{setting.Key}'{hint}";
    }

    private void Apply(OptionRow row, HostOptions options)
    {
        if (_given.TryGetValue(row.Key, out Setting? setting))
        {
            if (setting.Value is not null && row.TrySet(options, setting.Value)) return;
            _faults.Add($"{setting.Where}: {row.Key}: expected {row.Range}, came {Shown(row, setting)}");
            return;
        }

        if (row.Default.Length > 0 && !row.TrySet(options, row.Default))
            _faults.Add($"by default: {row.Key}: expected {row.Range}, came '{row.Default}'; give one");
    }

    private static string Shown(OptionRow row, Setting setting) => setting.Value switch
    {
        null => "something that is neither a text nor a number",
        _ when row.IsSecret => string.Create(CultureInfo.InvariantCulture, $"{setting.Value.Length} letters"),
        _ => $"'{setting.Value}'",
    };

    private string WhereIs(string key) =>
        _given.TryGetValue(key, out Setting? setting) ? $"{setting.Where}: {key}" : $"by default: {key}";
}

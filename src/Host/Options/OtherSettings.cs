using System.Collections;

namespace Dataflow.Host.Options;

/// <summary>Settings of the environment: `DATAFLOW_MEMBER__NAME=b`. Names without `__` are not ours.</summary>
internal static class EnvironmentSettings
{
    private const string Prefix = "DATAFLOW_";

    public static IReadOnlyList<Setting> Read(IDictionary variables) =>
    [
        .. variables.Keys.Cast<string>().Order(StringComparer.Ordinal)
            .Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                && name.Contains("__", StringComparison.Ordinal))
            .Select(name => new Setting(
                KeyOf(name), (string?)variables[name] ?? "", $"environment variable {name}")),
    ];

    /// <summary>The key as the table writes it, where it is known: messages are easier to read.</summary>
    private static string KeyOf(string name)
    {
        string key = name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal);
        return OptionTable.Find(key)?.Key ?? key.ToLowerInvariant();
    }
}

/// <summary>Settings of a command line: `--member:name=b` or `--member:name b`.</summary>
internal static class ArgumentSettings
{
    /// <exception cref="OptionsException">Something is not of this form.</exception>
    public static IReadOnlyList<Setting> Read(IReadOnlyList<string> arguments)
    {
        List<Setting> settings = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (!argument.StartsWith("--", StringComparison.Ordinal)) throw Strange(argument);
            if (equals < 0 && i + 1 == arguments.Count) throw Strange(argument);
            string key = argument[2..(equals < 0 ? argument.Length : equals)];
            string value = equals < 0 ? arguments[++i] : argument[(equals + 1)..];
            // A script that adds its own to what it was given expects that the last one counts.
            settings.RemoveAll(it => string.Equals(it.Key, key, StringComparison.OrdinalIgnoreCase));
            settings.Add(new Setting(key, value, $"command line --{key}"));
        }

        return settings;
    }

    private static OptionsException Strange(string argument) => new(
        [$"command line: expected --SECTION:OPTION=VALUE, such as --member:name=b, came '{argument}'"]);
}

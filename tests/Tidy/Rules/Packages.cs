using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dataflow.Tidy.Source;

namespace Dataflow.Tidy.Rules;

/// <summary>Packages have one exact version each, in one file, and lock files that agree.</summary>
internal static class Packages
{
    private static readonly Regex Exact = Pattern.Of(@"^\d+(\.\d+){1,3}(-[0-9A-Za-z.-]+)?$");

    /// <summary>Versions in the central file that are not exact.</summary>
    public static IEnumerable<string> Unpinned(string central) =>
        from package in Versions(central)
        where !Exact.IsMatch(package.Value)
        select $"{package.Key}: version '{package.Value}' is not exact";

    /// <summary>Packages of a project that are versioned in the project, or not in the central file.</summary>
    public static IEnumerable<string> Strays(string path, string project, string central) =>
        from reference in XDocument.Parse(project).Descendants("PackageReference")
        let name = reference.Attribute("Include")!.Value
        let own = reference.Attribute("Version") ?? reference.Attribute("VersionOverride")
        where own is not null || !Versions(central).ContainsKey(name)
        select $"{path}: the version of {name} belongs to Directory.Packages.props";

    /// <summary>Packages of a project that its lock file lacks or has in another version.</summary>
    public static IEnumerable<string> Unlocked(string path, string project, string central, string lockFile)
    {
        Dictionary<string, string> versions = Versions(central);
        Dictionary<string, string> locked = Locked(lockFile);
        return from reference in XDocument.Parse(project).Descendants("PackageReference")
               let name = reference.Attribute("Include")!.Value
               let version = versions.GetValueOrDefault(name)
               where !locked.GetValueOrDefault(name, "").Contains($"[{version},", StringComparison.Ordinal)
               select $"{path}: the lock file does not have {name} {version}";
    }

    private static Dictionary<string, string> Versions(string central) =>
        XDocument.Parse(central).Descendants("PackageVersion").ToDictionary(
            package => package.Attribute("Include")!.Value,
            package => package.Attribute("Version")?.Value ?? "",
            StringComparer.Ordinal);

    /// <summary>What each direct package of a lock file was asked for as.</summary>
    private static Dictionary<string, string> Locked(string lockFile)
    {
        using JsonDocument json = JsonDocument.Parse(lockFile);
        var locked = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty package in json.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject()))
        {
            if (package.Value.TryGetProperty("requested", out JsonElement requested))
            {
                locked[package.Name] = requested.GetString() ?? "";
            }
        }

        return locked;
    }
}

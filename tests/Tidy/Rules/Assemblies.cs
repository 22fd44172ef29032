using System.Xml.Linq;

namespace Dataflow.Tidy.Rules;

/// <summary>Which projects of src may refer to which: Host to Client, Client to Nodes; and none to tests.</summary>
internal static class Assemblies
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Nodes"] = [],
        ["Client"] = ["Nodes"],
        ["Host"] = ["Client", "Nodes"],
    };

    /// <summary>Every reference of a project of src that is not allowed.</summary>
    public static IEnumerable<string> Violations(string path, string project) =>
        Allowed.TryGetValue(Path.GetFileNameWithoutExtension(path), out string[]? allowed)
            ? from name in References(project).Except(allowed, StringComparer.Ordinal)
              select $"{path}: must not refer to {name}"
            : [$"{path}: its project is not in the order of the house"];

    private static IEnumerable<string> References(string project) =>
        from reference in XDocument.Parse(project).Descendants("ProjectReference")
        select Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'));
}

using Dataflow.Nodes.Wire;

namespace Dataflow.Client.Sessions;

/// <summary>Reads <c>tcp://a:4510,b:4510</c>: the scheme may be left out.</summary>
internal static class MemberAddresses
{
    private const string Scheme = "tcp://";

    /// <exception cref="FormatException">There is none, or one is no address.</exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) throw new FormatException("expected addresses like tcp://a:4510,b:4510, got none");
        return [.. parts.Select(Normal).Distinct(StringComparer.Ordinal)];
    }

    private static string Normal(string part) =>
        LinkAddress.Parse(part.Contains("://", StringComparison.Ordinal) ? part : Scheme + part).ToString();
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Dataflow.Host.Options;

/// <summary>Where something listens: `tcp://127.0.0.1:4510`, `http://[::1]:4580`.</summary>
internal sealed record HostAddress(string Scheme, string Host, int Port)
{
    /// <summary>Whether only processes of the same machine can reach it.</summary>
    public bool IsLoopback => Host == "localhost" || (Ip is { } ip && IPAddress.IsLoopback(ip));

    /// <summary>Whether it stands for every address of the machine, to which nobody can connect.</summary>
    public bool IsAny => Ip is { } ip && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));

    /// <summary>The address as a number; null when it is another name than `localhost`.</summary>
    public IPAddress? Ip =>
        IPAddress.TryParse(Host, out IPAddress? ip) ? ip : Host == "localhost" ? IPAddress.Loopback : null;

    public static bool TryParse(string text, string scheme, [NotNullWhen(true)] out HostAddress? address)
    {
        address = null;
        if (!text.StartsWith($"{scheme}://", StringComparison.Ordinal)) return false;
        ReadOnlySpan<char> rest = text.AsSpan(scheme.Length + 3).TrimEnd('/');
        int colon = rest.LastIndexOf(':');
        if (colon <= 0 || !TryParsePort(rest[(colon + 1)..], out int port)) return false;
        string host = rest[..colon].Trim("[]").ToString();
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown) return false;
        address = new HostAddress(scheme, host, port);
        return true;
    }

    public override string ToString() => $"{Scheme}://{Authority}";

    /// <summary>Host and port, as they stand in an address.</summary>
    public string Authority => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static bool TryParsePort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;
}

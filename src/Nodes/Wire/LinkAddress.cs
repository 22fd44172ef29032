using System.Globalization;
using System.Net;

namespace Dataflow.Nodes.Wire;

/// <summary>Where a host listens: <c>tcp://host:port</c>.</summary>
internal readonly record struct LinkAddress(string Host, int Port)
{
    private const string Scheme = "tcp://";

    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback =>
        Host == "localhost" || (IPAddress.TryParse(Host, out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <exception cref="FormatException">It is no such address.</exception>
    public static LinkAddress Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        if (text.StartsWith(Scheme, StringComparison.Ordinal)
            && colon > Scheme.Length
            && ushort.TryParse(
                text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            return new LinkAddress(text[Scheme.Length..colon].Trim('[', ']'), port);
        }

        throw new FormatException($"expected an address like tcp://host:4711, got '{text}'");
    }

    public override string ToString() =>
        Host.Contains(':', StringComparison.Ordinal) ? $"{Scheme}[{Host}]:{Port}" : $"{Scheme}{Host}:{Port}";
}

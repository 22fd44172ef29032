using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Dataflow;

/// <summary>How a connection is encrypted, and who is trusted.</summary>
/// <param name="Authorities">Whose signature makes a peer's certificate good; no other authority counts.</param>
/// <param name="Certificate">One's own, with its private key; clients need none.</param>
public sealed record TlsOptions(X509Certificate2Collection Authorities, X509Certificate2? Certificate = null)
{
    /// <summary>Whose signature makes a peer's certificate good; no other authority counts.</summary>
    public X509Certificate2Collection Authorities { get; init; } =
        Authorities ?? throw new ArgumentNullException(nameof(Authorities));

    /// <summary>Why a certificate is not good; null when it is.</summary>
    internal string? RefusalOf(X509Certificate2? certificate)
    {
        if (certificate is null) return "expected a certificate that the cluster's authority signed; none came";
        using var chain = new X509Chain { ChainPolicy = Policy() };
        if (chain.Build(certificate)) return null;
        IEnumerable<string> faults = chain.ChainStatus.Select(status => status.StatusInformation.Trim()).Distinct();
        return $"expected a certificate that the cluster's authority signed; '{certificate.Subject}' is not good: "
            + string.Join("; ", faults);
    }

    /// <summary>What the connecting side asks of the server.</summary>
    internal SslClientAuthenticationOptions ForClient(string host) => new()
    {
        TargetHost = host,
        ClientCertificates = Certificate is null ? null : [Certificate],
        LocalCertificateSelectionCallback = Certificate is null ? null : (_, _, _, _, _) => Certificate,
        CertificateChainPolicy = Policy(),
    };

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(Authorities);
        return policy;
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dataflow.Host.Options;

/// <summary>Certificates from files.</summary>
internal static class TlsFiles
{
    /// <summary>A member's; null when its connections are plain.</summary>
    /// <exception cref="OptionsException">A file is not what it should be.</exception>
    public static TlsOptions? OfMember(SecurityOptions security)
    {
        if (!security.IsEncrypted) return null;
        X509Certificate2 certificate = Read(
            $"security:certificate '{security.Certificate}' and security:key '{security.Key}'",
            "a certificate and its private key as PEM",
            () => X509Certificate2.CreateFromPemFile(security.Certificate, security.Key));
        return new TlsOptions(Authorities("security:authority", security.Authority), certificate);
    }

    /// <summary>A client's.</summary>
    /// <exception cref="OptionsException">The file is not what it should be.</exception>
    public static TlsOptions OfClient(string option, string authority) => new(Authorities(option, authority));

    private static X509Certificate2Collection Authorities(string option, string file) =>
        Read($"{option} '{file}'", "certificates as PEM", () =>
        {
            X509Certificate2Collection authorities = [];
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new CryptographicException("there is none in it");
        });

    private static T Read<T>(string what, string expected, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new OptionsException([$"{what}: expected {expected}, came: {error.Message}"]);
        }
    }
}

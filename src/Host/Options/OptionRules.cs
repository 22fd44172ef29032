using Dataflow.Host.Postgres;

namespace Dataflow.Host.Options;

/// <summary>What options must be together; each alone is good already.</summary>
internal static class OptionRules
{
    /// <summary>One message a fault. Reads the token, if it is in a file.</summary>
    /// <param name="options">The options.</param>
    /// <param name="where">Who gave the option of a key, and the key.</param>
    public static IEnumerable<string> Check(HostOptions options, Func<string, string> where) =>
    [
        .. Addresses(options, where), .. Databases(options, where), .. Encryption(options, where),
        .. Tokens(options.Security, where), .. Passwords(options.Postgres, where),
    ];

    private static IEnumerable<string> Addresses(HostOptions options, Func<string, string> where)
    {
        MemberOptions member = options.Member;
        if (member.Listen.IsAny && member.Advertise is null)
        {
            yield return $"{where("member:listen")}: nobody can connect to {member.Listen}; expected member:advertise, "
                + "the address that others are told";
        }

        HostAddress? health = options.Health.Listen;
        if (member.Listen.Port > 0 && health?.Authority == member.Listen.Authority)
            yield return $"{where("health:listen")}: expected another port than member:listen has, came '{health}'";
        if (options.Cluster.Membership == MembershipKind.Postgres && options.Cluster.Seed is not null)
            yield return $"{where("cluster:seed")}: expected none with cluster:membership postgres";
    }

    private static IEnumerable<string> Databases(HostOptions options, Func<string, string> where)
    {
        if (options.Postgres.Connection.Length > 0) yield break;
        const string Missing = "expected postgres:connection with it, came none";
        if (options.Cluster.Membership == MembershipKind.Postgres)
            yield return $"{where("cluster:membership")}: {Missing}";
        if (options.Store.Kind == StoreKind.Postgres) yield return $"{where("store:kind")}: {Missing}";
    }

    private static IEnumerable<string> Passwords(PostgresOptions database, Func<string, string> where)
    {
        if (database.PasswordFile.Length == 0) yield break;
        string option = where("postgres:passwordFile");
        if (PostgresSettings.HasPassword(database.Connection))
            yield return $"{option}: expected either this or Password= in postgres:connection, came both";
        else if (FaultOf(database.PasswordFile, PasswordFile.Read) is { } fault)
            yield return $"{option}: expected a password, came: {fault}";
    }

    private static IEnumerable<string> Encryption(HostOptions options, Func<string, string> where)
    {
        SecurityOptions security = options.Security;
        if (security.IsEncrypted && security.Key.Length == 0)
            yield return $"{where("security:certificate")}: expected security:key with it, came none";
        if (security.IsEncrypted && security.Authority.Length == 0)
            yield return $"{where("security:certificate")}: expected security:authority with it, came none";
        if (!security.IsEncrypted && security.Key.Length > 0)
            yield return $"{where("security:key")}: expected security:certificate with it, came none";
        if (!security.IsEncrypted && security.Authority.Length > 0)
            yield return $"{where("security:authority")}: expected security:certificate with it, came none";
        if (!options.Member.Listen.IsLoopback && !security.IsEncrypted && !security.AllowPlain)
        {
            yield return $"{where("member:listen")}: other machines reach {options.Member.Listen}; expected "
                + "security:certificate with its key and authority, or security:allowPlain=true";
        }
    }

    private static IEnumerable<string> Tokens(SecurityOptions security, Func<string, string> where)
    {
        if (security.TokenFile.Length == 0) yield break;
        if (security.Token.Length > 0)
        {
            yield return $"{where("security:tokenFile")}: expected either this or security:token, came both";
            yield break;
        }

        string? fault = FaultOf(
            security.TokenFile, file => security.Token = File.ReadAllText(file).Trim());
        if (fault is not null) yield return $"{where("security:tokenFile")}: expected a token, came: {fault}";
    }

    private static string? FaultOf(string file, Func<string, string> read)
    {
        try
        {
            return read(file).Length == 0 ? "an empty file" : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }
}

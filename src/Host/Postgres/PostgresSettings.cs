using System.Text.RegularExpressions;
using Npgsql;

namespace Dataflow.Host.Postgres;

/// <summary>Which database, and which schema in it: one cluster has one schema.</summary>
/// <param name="ConnectionString">As Npgsql takes it: <c>Host=db;Username=dataflow;Password=...</c>.</param>
/// <param name="Schema">Made when it is missing; lower-case letters, digits and underscores.</param>
internal sealed partial record PostgresSettings(string ConnectionString, string Schema = "dataflow")
{
    /// <summary>The file that has the password; empty when the connection string has it, or none is needed.</summary>
    public string PasswordFile { get; init; } = "";

    /// <summary>Whether a connection string has a password; one that cannot be read has none.</summary>
    public static bool HasPassword(string connection)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connection).Password);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>A source of connections.</summary>
    /// <param name="patience">How long to wait for a connection or an answer, in whole seconds.</param>
    /// <param name="isPooled">Whether connections are kept for the next one who asks.</param>
    /// <exception cref="UsageException">The settings are not right; says what is.</exception>
    public NpgsqlDataSource Open(TimeSpan patience, bool isPooled)
    {
        if (!SchemaName().IsMatch(Schema))
        {
            throw new UsageException($"'{Schema}' is not a schema's name: it begins with a letter and has at most 40 "
                + "lower-case letters, digits and underscores");
        }

        NpgsqlConnectionStringBuilder builder = Parse();
        int seconds = Math.Max(1, (int)Math.Ceiling(patience.TotalSeconds));
        builder.Timeout = builder.CommandTimeout = builder.KeepAlive = seconds;
        builder.Pooling = isPooled;
        builder.Enlist = false;
        builder.MaxAutoPrepare = 32;
        builder.ApplicationName ??= "dataflow";
        // A member that stops in the middle of a transaction must not hold its locks for long.
        builder.Options = $"{builder.Options} -c idle_in_transaction_session_timeout={seconds * 1000}".Trim();
        var source = new NpgsqlDataSourceBuilder(builder.ConnectionString);
        if (PasswordFile.Length > 0)
            source.UsePasswordProvider(_ => ReadPassword(), (_, _) => ValueTask.FromResult(ReadPassword()));
        return source.Build();
    }

    /// <summary>For each connection anew: the password may have been exchanged since the last one.</summary>
    private string ReadPassword()
    {
        try
        {
            return Postgres.PasswordFile.Read(PasswordFile);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NpgsqlException($"postgres:passwordFile cannot be read: {error.Message}", error);
        }
    }

    private NpgsqlConnectionStringBuilder Parse()
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(ConnectionString);
        }
        catch (ArgumentException error)
        {
            throw new UsageException("the connection string of the database is not one: expected something like "
                + $"'Host=db;Database=dataflow;Username=dataflow', and {error.Message}");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SchemaName();
}

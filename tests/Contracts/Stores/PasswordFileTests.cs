using Dataflow.Host.Postgres;
using Dataflow.Nodes.Storage;
using Dataflow.TestKit;
using Npgsql;

namespace Dataflow.Contracts.Stores;

/// <summary>A database's password from a file, which somebody exchanges while members run.</summary>
public sealed class PasswordFileTests : IDisposable
{
    private readonly PostgresServer _server = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Open_WithThePasswordOfAFile_ReadsItForEachConnection()
    {
        await RequirePasswordsAsync();
        string file = Path.Combine(_folder.Path, "password");
        await SetAsync("first one");
        await File.WriteAllTextAsync(file, "wrong\n");
        var settings = new PostgresSettings(_server.ConnectionString.Replace(
            "Username=postgres", "Username=member", StringComparison.Ordinal)) { PasswordFile = file };
        await using var store = new PostgresGraphStore(settings, TimeProvider.System);
        var error = await Assert.ThrowsAsync<StoreAccessException>(() => store.OpenAsync("g", new(1)));
        Assert.Contains("password authentication failed", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", error.Message, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, "first one\n");
        await using IGraphLog log = await store.OpenAsync("g", new(1));
        await SetAsync("second one");
        await File.WriteAllTextAsync(file, "second one");
        _server.Stop();
        _server.Start();
        var step = new StoredStep(new(1)) { Sessions = [("s", new(1))] };
        await Assert.ThrowsAsync<StoreAwayException>(() => log.AppendAsync(step)); // the connection of before
        await log.AppendAsync(step);
        Assert.Equal(1, (await store.OpenAsync("g", new(2))).Content.Revision.Number);

        File.Delete(file);
        _server.Stop();
        _server.Start();
        await Assert.ThrowsAsync<StoreAwayException>(() => store.OpenAsync("g", new(3))); // the connection of before
        var gone = await Assert.ThrowsAnyAsync<IOException>(() => store.OpenAsync("g", new(3)));
        string why = gone.InnerException!.ToString();
        Assert.Contains("postgres:passwordFile cannot be read", why, StringComparison.Ordinal);
    }

    private async Task RequirePasswordsAsync()
    {
        await ExecuteAsync("create role member login superuser");
        string data = Path.Combine(_server.Folder, "data", "pg_hba.conf");
        await File.WriteAllTextAsync(data, "local all postgres trust\nlocal all all scram-sha-256\n");
        await ExecuteAsync("select pg_reload_conf()");
    }

    private Task SetAsync(string password) => ExecuteAsync($"alter role member password '{password}'");

    private async Task ExecuteAsync(string text)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(_server.ConnectionString + ";Pooling=false");
        await using NpgsqlCommand command = source.CreateCommand(text);
        await command.ExecuteNonQueryAsync();
    }
}

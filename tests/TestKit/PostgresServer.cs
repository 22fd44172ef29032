using System.Diagnostics;

namespace Dataflow.TestKit;

/// <summary>
/// A PostgreSQL server of the tests' own, in a new folder, reached only by a socket in there. A guard process starts
/// and stops it; when the tests end, however they do, the guard stops the server and removes the folder.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    // Commands come by its input, which ends with this process. The server itself refuses to run as root.
    private const string Guard = """
        trap '' HUP INT TERM
        bin=$1 folder=$2 user=$3
        cd "$folder"
        as() { if [ -n "$user" ]; then setpriv --reuid="$user" --regid="$user" --clear-groups -- "$@"; else "$@"; fi; }
        quietly() {
            if as "$@" > "$folder/said" 2>&1 < /dev/null; then echo done
            else echo "failed: $(tail -n 5 "$folder/said" "$folder/log" 2>&1 | tr '\n' ' ')"; fi
        }
        server() { quietly "$bin/pg_ctl" -D "$folder/data" -w -t 60 "$@"; }
        while read -r command; do
            case $command in
                create)
                    [ -z "$user" ] || chown "$user" "$folder"
                    quietly "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync ;;
                start) server -l "$folder/log" -o "-c listen_addresses='' -c unix_socket_directories='$folder'" start ;;
                stop) server -m fast stop ;;
                kill) server -m immediate stop ;;
            esac
        done
        server -m immediate stop
        rm -rf "$folder"
        """;

    private static readonly Lazy<PostgresServer> LazyShared = new(() => new PostgresServer());
    private static int _schemas;

    private readonly Process _guard;
    private readonly string _folder;

    /// <summary>Makes a server and starts it.</summary>
    public PostgresServer()
    {
        string programs = Programs();
        _folder = Directory.CreateTempSubdirectory("dataflow-postgres-").FullName;
        var start = new ProcessStartInfo("setsid")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string user = Environment.IsPrivilegedProcess ? UnprivilegedUser() : "";
        foreach (string argument in (string[])["bash", "-c", Guard, "guard", programs, _folder, user])
            start.ArgumentList.Add(argument);
        _guard = Process.Start(start)!;
        Tell("create");
        Start();
    }

    /// <summary>The one server of a test assembly, for tests that leave it running.</summary>
    public static PostgresServer Shared => LazyShared.Value;

    /// <summary>How to reach it.</summary>
    public string ConnectionString => $"Host={_folder};Username=postgres;Database=postgres";

    /// <summary>Where its data are, and its socket.</summary>
    public string Folder => _folder;

    /// <summary>The name of a schema that no other test uses.</summary>
    public static string NewSchema() => $"test_{Interlocked.Increment(ref _schemas)}";

    public void Start() => Tell("start");

    /// <summary>Stops it in order; connections are cut.</summary>
    public void Stop() => Tell("stop");

    /// <summary>Ends it as a failing machine would: only what it has on disk is there when it starts again.</summary>
    public void Kill() => Tell("kill");

    /// <inheritdoc/>
    public void Dispose()
    {
        _guard.StandardInput.Close();
        _guard.WaitForExit();
        _guard.Dispose();
    }

    private void Tell(string command)
    {
        _guard.StandardInput.WriteLine(command);
        _guard.StandardInput.Flush();
        string answer = _guard.StandardOutput.ReadLine()
            ?? "failed: its guard ended: " + _guard.StandardError.ReadToEnd();
        if (answer != "done")
            throw new InvalidOperationException($"PostgreSQL in {_folder} did not {command}: {answer}");
    }

    /// <summary>Where its programs are: the newest of those that Debian installed, or by the search path.</summary>
    private static string Programs()
    {
        IEnumerable<string> debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(VersionOf).Select(one => $"{one}/bin")
            : [];
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return debian.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed: there is no 'initdb' in "
                + "/usr/lib/postgresql/*/bin or on the search path. Install Debian's 'postgresql'; tests/run does so "
                + "when it runs as root.");
    }

    private static int VersionOf(string folder) =>
        int.TryParse(Path.GetFileName(folder), out int version) ? version : 0;

    private static string UnprivilegedUser() =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
            ? "postgres"
            : "nobody";
}

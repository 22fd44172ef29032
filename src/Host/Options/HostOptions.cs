using Microsoft.Extensions.Logging;

namespace Dataflow.Host.Options;

/// <summary>All that a member is told at its start. <see cref="OptionTable"/> has what each option is for.</summary>
internal sealed class HostOptions
{
    public MemberOptions Member { get; } = new();

    public ClusterOptions Cluster { get; } = new();

    public HealthOptions Health { get; } = new();

    public StoreOptions Store { get; } = new();

    public PostgresOptions Postgres { get; } = new();

    public SecurityOptions Security { get; } = new();

    public LimitOptions Limits { get; } = new();

    public LoggingOptions Logging { get; } = new();
}

/// <summary>Who the member is, and where it listens.</summary>
internal sealed class MemberOptions
{
    public string Name { get; set; } = "";

    public IReadOnlyList<string> Roles { get; set; } = [];

    public HostAddress Listen { get; set; } = new("tcp", "127.0.0.1", 0);

    /// <summary>What others connect to; null: the address that it listens on.</summary>
    public HostAddress? Advertise { get; set; }

    public int Threads { get; set; }

    public TimeSpan StopTime { get; set; }
}

/// <summary>Where the table of members is.</summary>
internal enum MembershipKind
{
    Seed,
    Postgres,
}

/// <summary>Which cluster the member belongs to, and how it finds the others.</summary>
internal sealed class ClusterOptions
{
    public string Name { get; set; } = "";

    public MembershipKind Membership { get; set; }

    /// <summary>The member that holds the table; null: this one.</summary>
    public HostAddress? Seed { get; set; }

    public TimeSpan Lease { get; set; }

    /// <summary>No seed of this cluster has run within the last lease: there are no homes of before.</summary>
    public bool IsNew { get; set; }
}

/// <summary>Where the member tells how it is.</summary>
internal sealed class HealthOptions
{
    /// <summary>Null: nowhere.</summary>
    public HostAddress? Listen { get; set; }
}

/// <summary>Where graphs are kept.</summary>
internal enum StoreKind
{
    None,
    Directory,
    Postgres,
}

/// <summary>Where graphs are kept.</summary>
internal sealed class StoreOptions
{
    public StoreKind Kind { get; set; }

    public string Path { get; set; } = "";
}

/// <summary>The database of the table of members and of the store, if they are there.</summary>
internal sealed class PostgresOptions
{
    public string Connection { get; set; } = "";

    /// <summary>Empty: the connection string has the password, or none is needed.</summary>
    public string PasswordFile { get; set; } = "";

    public string Schema { get; set; } = "";
}

/// <summary>Who may connect, and how.</summary>
internal sealed class SecurityOptions
{
    public string Certificate { get; set; } = "";

    public string Key { get; set; } = "";

    public string Authority { get; set; } = "";

    public string Token { get; set; } = "";

    public string TokenFile { get; set; } = "";

    public bool AllowPlain { get; set; }

    public bool IsEncrypted => Certificate.Length > 0;
}

/// <summary>How much the member takes before it refuses; no limit changes a value.</summary>
internal sealed class LimitOptions
{
    public long FrameBytes { get; set; }

    public int Connections { get; set; }

    /// <summary>Connections that have not said who they are.</summary>
    public int Strangers { get; set; }

    public int StrangersPerAddress { get; set; }

    public TimeSpan HelloTime { get; set; }

    public int Graphs { get; set; }

    public int NodesPerGraph { get; set; }

    public TimeSpan SessionTime { get; set; }

    public TimeSpan IdleTime { get; set; }

    public long QueuedBytes { get; set; }

    public int RequestsInFlight { get; set; }

    /// <summary>Null: half of the process's memory.</summary>
    public long? ArrayBytes { get; set; }

    /// <summary>Null: half of the process's memory.</summary>
    public long? CacheBytes { get; set; }
}

/// <summary>What is logged, and in which form.</summary>
internal sealed class LoggingOptions
{
    public LogLevel Level { get; set; }

    public bool IsJson { get; set; }
}

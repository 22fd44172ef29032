using Dataflow.Nodes;

namespace Dataflow;

/// <summary>How a client connects to a cluster, and how long it tries.</summary>
public sealed record ClientOptions : ICheckedOptions
{
    /// <summary>
    /// The name of the cluster, as its members have it in their options; empty for whichever is there.
    /// </summary>
    public string Cluster { get; init; } = "";

    /// <summary>What the cluster lets clients in by; empty when it asks for none.</summary>
    public string Token { get; init; } = "";

    /// <summary>What members' logs call this client. Default: the process.</summary>
    public string Name { get; init; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>How connections are encrypted; null for plain ones.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>What connections take.</summary>
    public LinkOptions Links { get; init; } = new();

    /// <summary>
    /// How long requests wait for a member to be reached; after that they fail. Default 30 s: longer than a cluster
    /// needs to notice that a member is gone and to bring up its graphs elsewhere.
    /// </summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a member may take to open a graph before another one is asked. Default 10 s: reading a large graph from
    /// a store takes some.
    /// </summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a graph's home may be silent while it owes an answer. Then it is asked for a sign of life, and when
    /// none comes for as long again the graph is looked for elsewhere. Default 3 s: a member that works hard still
    /// answers at once, and one that is stopped is given up at about the time when the cluster gives it up too.
    /// </summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long it is to the second try to connect; it doubles from try to try, and chance spreads it. Default 50 ms.
    /// </summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest time between tries. Default 2 s.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many requests of a graph may be under way; more wait for their turn. Default 1,024. A member has a bound of
    /// its own, which should not be lower.
    /// </summary>
    public int RequestsInFlight { get; init; } = 1024;

    /// <summary>The clock by which all this is measured. Default: the system's.</summary>
#pragma warning disable RS0030 // A client has nobody above it who would hand it a clock, unless a test does.
    public TimeProvider Time { get; init; } = TimeProvider.System;
#pragma warning restore RS0030

    void ICheckedOptions.Check(OptionCheck check) => check
        .InRange(GiveUpAfter, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1))
        .InRange(OpenTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1))
        .InRange(StallTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1))
        .InRange(RetryDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10))
        .InRange(MaxRetryDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1))
        .InRange(RequestsInFlight, 1, 1 << 20)
        .Given(Cluster)
        .Given(Token)
        .Given(Name)
        .Parts(Links)
        .Given(Time);
}

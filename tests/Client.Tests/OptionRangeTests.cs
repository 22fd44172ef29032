namespace Dataflow.Client.Tests;

/// <summary>Options are held to their ranges, and all that are outside are told at once.</summary>
public sealed class OptionRangeTests
{
    public static TheoryData<string, object> Wrong => new()
    {
        { nameof(EngineOptions.KernelsAtATime), new EngineOptions { KernelsAtATime = 0 } },
        { nameof(EngineOptions.KernelsAtATime), new EngineOptions { KernelsAtATime = 4097 } },
        { nameof(EngineOptions.NodesPerActor), new EngineOptions { NodesPerActor = 0 } },
        { nameof(EngineOptions.CacheBytes), new EngineOptions { CacheBytes = -1 } },
        { nameof(ClientOptions.GiveUpAfter), new ClientOptions { GiveUpAfter = TimeSpan.Zero } },
        { nameof(ClientOptions.GiveUpAfter), new ClientOptions { GiveUpAfter = TimeSpan.FromDays(2) } },
        { nameof(ClientOptions.OpenTimeout), new ClientOptions { OpenTimeout = TimeSpan.FromMilliseconds(9) } },
        { nameof(ClientOptions.StallTimeout), new ClientOptions { StallTimeout = TimeSpan.FromHours(2) } },
        { nameof(ClientOptions.RetryDelay), new ClientOptions { RetryDelay = TimeSpan.FromMinutes(11) } },
        { nameof(ClientOptions.MaxRetryDelay), new ClientOptions { MaxRetryDelay = TimeSpan.FromTicks(1) } },
        { nameof(ClientOptions.RequestsInFlight), new ClientOptions { RequestsInFlight = (1 << 20) + 1 } },
        { nameof(ClientOptions.Name), new ClientOptions { Name = null! } },
        { nameof(ClientOptions.Token), new ClientOptions { Token = null! } },
        { nameof(ClientOptions.Cluster), new ClientOptions { Cluster = null! } },
        { nameof(ClientOptions.Links), new ClientOptions { Links = null! } },
        { nameof(ClientOptions.Time), new ClientOptions { Time = null! } },
        { nameof(LinkOptions.MaxFrameBytes), new LinkOptions { MaxFrameBytes = 1 } },
        { nameof(LinkOptions.ChunkBytes), new LinkOptions { ChunkBytes = 128 << 20 } },
        { nameof(LinkOptions.CreditBytes), new LinkOptions { CreditBytes = 0 } },
        { nameof(LinkOptions.MaxArrayBytes), new LinkOptions { MaxArrayBytes = 7 } },
        { nameof(LinkOptions.MaxIncomingBytes), new LinkOptions { MaxIncomingBytes = 7 } },
        { nameof(LinkOptions.MaxQueuedBytes), new LinkOptions { MaxQueuedBytes = 1 } },
        { nameof(LinkOptions.PauseReadingAtBytes), new LinkOptions { PauseReadingAtBytes = 1 } },
        { nameof(LinkOptions.HandshakeTimeout), new LinkOptions { HandshakeTimeout = TimeSpan.Zero } },
        { nameof(LinkOptions.StallTimeout), new LinkOptions { StallTimeout = TimeSpan.Zero } },
        { nameof(LinkOptions.GoodbyeTimeout), new LinkOptions { GoodbyeTimeout = TimeSpan.Zero } },
        { nameof(LinkOptions.KeepAlive), new LinkOptions { KeepAlive = TimeSpan.FromMilliseconds(1) } },
        { nameof(LinkOptions.MaxConnections), new LinkOptions { MaxConnections = 0 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Use_OfAnOptionOutOfItsRange_NamesIt(string option, object options)
    {
        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => UseAsync(options));
        string place = options is LinkOptions ? $"{nameof(ClientOptions.Links)}." : "";
        Assert.StartsWith($"{place}{option} is ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Use_OfSeveralOutOfTheirRanges_NamesAllAndWhatTheyCanBe()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new Context(new EngineOptions { NodesPerActor = -1, KernelsAtATime = 5000 }));
        Assert.StartsWith(
            "NodesPerActor is -1; it can be from 1 to 2147483647; KernelsAtATime is 5000; it can be from 1 to 4096",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Use_AtBothEndsOfARange_IsAccepted()
    {
        Assert.NotNull(new Context(new EngineOptions { NodesPerActor = 1, KernelsAtATime = 1, CacheBytes = 0 }));
        Assert.NotNull(new Context(new EngineOptions { KernelsAtATime = 4096, CacheBytes = long.MaxValue }));
    }

    private static Task UseAsync(object options)
    {
        if (options is EngineOptions engine) return Task.Run(() => new Context(engine));
        ClientOptions client = options as ClientOptions ?? new ClientOptions { Links = (LinkOptions)options };
        return DataflowClient.ConnectAsync("tcp://127.0.0.1:1", client);
    }
}

using Dataflow.Nodes.Memory;
using Dataflow.Nodes.Wire;
using Dataflow.TestKit.Links;

namespace Dataflow.Contracts.Links;

/// <content>What a link does when its peer is slow, or asks for too much.</content>
public abstract partial class LinkContract
{
    private const int ManyArrays = 64;

    [Theory]
    [InlineData(Handshake.Member)]
    [InlineData(Handshake.Client)]
    public async Task Send_ToAReaderThatStandsStill_LeavesArraysWhereTheyAre(string kind)
    {
        await using LinkPair pair = await OpenAsync(kind);
        NdArray<double> array = Letters.Counting(Large);
        pair.NearReader.Gate.Reset();
        pair.Far.Send([Letters.Of(-1)]);
        await pair.NearReader.NextAsync();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < ManyArrays; i++)
        {
            array.Retain();
            pair.Far.Send([Letters.Overtakable(i, array)]);
        }

        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        long half = ManyArrays * array.Bytes / 2;
        Assert.True(pair.Far.QueuedBytes > half, $"{pair.Far.QueuedBytes} bytes wait, of {2 * half}");
        Assert.True(allocated < half, $"{allocated} bytes were allocated to send {2 * half}");
        pair.NearReader.Gate.Set();
        for (int i = 0; i < ManyArrays; i++) (await pair.NearReader.NextAsync()).Drop();
        Assert.True(SpinWait.SpinUntil(() => array.Block.IsHeldBy(1), Patience));
    }

    [Theory]
    [InlineData(Handshake.Member)]
    [InlineData(Handshake.Client)]
    public async Task Send_MoreThanMaxQueuedBytes_ClosesNamingTheSetting(string kind)
    {
        var near = new LinkOptions { MaxQueuedBytes = 1 << 20 };
        await using LinkPair pair = await OpenAsync(kind, near, new LinkOptions());
        pair.FarReader.Gate.Reset();
        for (int i = 0; i < 1_000 && !pair.NearReader.IsClosed; i++) pair.Near.Send([Letters.OfText(i, 256 << 10)]);
        Assert.Contains(
            nameof(LinkOptions.MaxQueuedBytes), await pair.NearReader.WhenClosedAsync(), StringComparison.Ordinal);
        Assert.Equal(0, pair.Near.QueuedBytes);
    }

    [Fact]
    public async Task TrySend_ALetterBeyondALimitOfEitherSide_NamesItAndStaysOpen()
    {
        var small = new LinkOptions { MaxFrameBytes = 64 << 10, MaxArrayBytes = 1000, MaxQueuedBytes = 64 << 10 };
        await using LinkPair pair = await OpenAsync(Handshake.Client, small with { MaxFrameBytes = 16 << 20 }, small);
        pair.Far.Send([Letters.Of(7)]); // behind its limits
        await pair.NearReader.NextAsync();
        NdArray array = Letters.Counting(200);
        Block block = array.Block;

        string?[] objections =
        [
            pair.Near.TrySend([Letters.OfText(1, 65 << 10)]),
            pair.Near.TrySend([Letters.Of(2, array)]),
            pair.Near.TrySend([Letters.OfText(3, 40 << 10), Letters.OfText(4, 40 << 10)]),
        ];

        string[] names =
            [nameof(LinkOptions.MaxFrameBytes), nameof(LinkOptions.MaxArrayBytes), nameof(LinkOptions.MaxQueuedBytes)];
        Assert.All(names.Zip(objections), pair =>
            Assert.Contains(pair.First, pair.Second ?? "", StringComparison.Ordinal));
        Assert.True(block.IsHeldBy(1));
        Assert.Null(pair.Near.TrySend([Letters.Of(5)]));
        Assert.Equal(5, Letters.NumberOf(await pair.FarReader.NextAsync()));
    }

    [Fact]
    public async Task SendAtOnce_WhileLettersThatCameTogetherAreRead_Arrives()
    {
        await using LinkPair pair = await OpenAsync(Handshake.Client);
        pair.FarReader.OnReceived = (link, _) =>
        {
            ThreadPool.QueueUserWorkItem(_ => link.SendAtOnce(Letters.Of(3)));
            Assert.Equal(3, Letters.NumberOf(pair.NearReader.NextAsync().GetAwaiter().GetResult()));
            link.Send([Letters.Of(4)]);
        };
        pair.Near.Send([Letters.Of(1), Letters.Of(2)]);
        Assert.Equal(2, (await pair.FarReader.NextBatchAsync()).Count);
        Assert.Equal(4, Letters.NumberOf(await pair.NearReader.NextAsync()));
    }

    [Fact]
    public async Task Send_ALetterBeyondMaxFrameBytes_ClosesNamingTheSetting()
    {
        await using LinkPair pair = await OpenAsync(Handshake.Member, new LinkOptions { MaxFrameBytes = 64 << 10 });
        NdArray array = Letters.Counting(10);
        Block block = array.Block;
        pair.Near.Send([Letters.Of(0, array), Letters.OfText(1, 65 << 10)]);
        string reason = await pair.FarReader.WhenClosedAsync();
        Assert.Contains(nameof(LinkOptions.MaxFrameBytes), reason, StringComparison.Ordinal);
        Assert.True(block.IsFree);
    }

    [Fact]
    public async Task Send_LettersBeyondMaxFrameBytes_TakeSeveralFrames()
    {
        await using LinkPair pair = await OpenAsync(Handshake.Member, new LinkOptions { MaxFrameBytes = 64 << 10 });
        pair.Near.Send([Letters.OfText(1, 60_000), Letters.OfText(2, 60_000), Letters.OfText(3, 10)]);
        for (int i = 1; i <= 3; i++) Assert.Equal(i, Letters.NumberOf(await pair.FarReader.NextAsync()));
    }

    [Theory]
    [InlineData(nameof(LinkOptions.MaxArrayBytes))]
    [InlineData(nameof(LinkOptions.MaxIncomingBytes))]
    public async Task Send_ArraysThatThePeerDoesNotTake_ClosesNamingTheSetting(string setting)
    {
        LinkOptions far = setting == nameof(LinkOptions.MaxArrayBytes)
            ? new() { MaxArrayBytes = 1_000 }
            : new() { MaxIncomingBytes = 1_000 };
        await using LinkPair pair = await OpenAsync(Handshake.Client, new LinkOptions(), far);
        NdArray[] arrays = [Letters.Counting(126), Letters.Counting(1)];
        Block[] blocks = [.. arrays.Select(array => array.Block)];
        pair.Near.Send([Letters.Overtakable(1, arrays)]);
        Assert.Contains(setting, await pair.FarReader.WhenClosedAsync(), StringComparison.Ordinal);
        Assert.Contains(setting, await pair.NearReader.WhenClosedAsync(), StringComparison.Ordinal);
        Assert.True(SpinWait.SpinUntil(() => blocks.All(block => block.IsFree), Patience));
    }

    [Theory]
    [InlineData(Handshake.Member)]
    [InlineData(Handshake.Client)]
    public async Task Close_WithArraysUnderWay_GivesTheirLeasesBack(string kind)
    {
        await using LinkPair pair = await OpenAsync(kind);
        Block[] blocks = new Block[8];
        pair.NearReader.Gate.Reset();
        for (int i = 0; i < blocks.Length; i++)
        {
            NdArray<double> array = Letters.Counting(Large);
            blocks[i] = array.Block;
            pair.Far.Send([i % 2 == 0 ? Letters.Overtakable(i, array) : Letters.Of(i, array)]);
        }

        pair.Far.Close("enough");
        Assert.Contains("enough", await pair.FarReader.WhenClosedAsync(), StringComparison.Ordinal);
        pair.NearReader.Gate.Set();
        await pair.NearReader.WhenClosedAsync();
        Assert.True(SpinWait.SpinUntil(() => blocks.All(block => block.IsFree), Patience));
        Assert.Equal(0, pair.Far.QueuedBytes);
    }

    [Fact]
    public async Task Received_OfAClientThatDoesNotRead_WaitsUntilLittleIsLeftToSend()
    {
        var far = new LinkOptions { PauseReadingAtBytes = 1 << 20 };
        await using LinkPair pair = await OpenAsync(Handshake.Client, new LinkOptions(), far);
        var queuedWhenRead = new List<long>();
        pair.FarReader.OnReceived = (link, letters) =>
        {
            if (letters.Count == 1 && Letters.NumberOf(letters[0]) != 0) queuedWhenRead.Add(link.QueuedBytes);
        };
        pair.NearReader.Gate.Reset();
        for (int i = 0; i < 8; i++) pair.Far.Send([Letters.Overtakable(i, Letters.Counting(Large))]);
        await pair.NearReader.NextAsync();
        pair.Near.Send([Letters.Of(0)]); // its loop may be waiting for this one already
        pair.Near.Send([Letters.Of(1)]);
        pair.NearReader.Gate.Set();
        for (int i = 0; i < 2; i++) await pair.FarReader.NextAsync();
        Assert.All(queuedWhenRead, bytes => Assert.InRange(bytes, 0, far.PauseReadingAtBytes));
        for (int i = 1; i < 8; i++) (await pair.NearReader.NextAsync()).Drop();
    }

    [Fact]
    public async Task Send_ToAClientThatTakesNothing_ClosesAfterStallTimeoutNamingIt()
    {
        var far = new LinkOptions { StallTimeout = TimeSpan.FromMilliseconds(50) };
        await using LinkPair pair = await OpenAsync(Handshake.Client, new LinkOptions(), far);
        pair.NearReader.Gate.Reset();
        pair.Far.Send([Letters.Of(-1)]);
        NdArray<double> array = Letters.Counting(4 * Large);
        for (int i = 0; i < 4; i++) pair.Far.Send([Letters.Overtakable(i, array.Share())]);
        Assert.Contains(
            nameof(LinkOptions.StallTimeout), await pair.FarReader.WhenClosedAsync(), StringComparison.Ordinal);
        Assert.True(SpinWait.SpinUntil(() => array.Block.IsHeldBy(1), Patience));
    }

    [Fact]
    public async Task Received_WhenItThrows_ClosesTheLinkWithItsWords()
    {
        await using LinkPair pair = await OpenAsync(Handshake.Member);
        pair.FarReader.OnReceived = (_, _) => throw new InvalidOperationException("I cannot read");
        pair.Near.Send([Letters.Of(1)]);
        Assert.Contains("I cannot read", await pair.NearReader.WhenClosedAsync(), StringComparison.Ordinal);
        Assert.Contains("I cannot read", await pair.FarReader.WhenClosedAsync(), StringComparison.Ordinal);
    }
}

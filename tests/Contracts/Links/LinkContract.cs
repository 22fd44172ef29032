using Dataflow.Nodes.Memory;
using Dataflow.Nodes.Wire;
using Dataflow.TestKit.Links;

namespace Dataflow.Contracts.Links;

/// <summary>What every link keeps to, between members and between a client and a server.</summary>
public abstract partial class LinkContract
{
    private const int Large = 1 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private protected abstract Task<LinkPair> OpenAsync(string kind, LinkOptions near, LinkOptions far);

    private protected Task<LinkPair> OpenAsync(string kind, LinkOptions? options = null) =>
        OpenAsync(kind, options ?? new LinkOptions(), options ?? new LinkOptions());

    [Theory]
    [InlineData(Handshake.Member)]
    [InlineData(Handshake.Client)]
    public async Task Send_ManyLettersBothWays_ArriveInOrder(string kind)
    {
        const int letters = 5_000;
        await using LinkPair pair = await OpenAsync(kind);
        for (int i = 0; i < letters; i++)
        {
            pair.Near.Send([Letters.Of(i)]);
            pair.Far.Send([Letters.Of(-i)]);
        }

        for (int i = 0; i < letters; i++)
        {
            Assert.Equal(i, Letters.NumberOf(await pair.FarReader.NextAsync()));
            Assert.Equal(-i, Letters.NumberOf(await pair.NearReader.NextAsync()));
        }
    }

    [Fact]
    public async Task Send_OfSeveralLetters_ArrivesTogether()
    {
        await using LinkPair pair = await OpenAsync(Handshake.Member);
        pair.Near.Send([Letters.Of(1), Letters.Of(2), Letters.Of(3)]);
        IReadOnlyList<Letter> batch = await pair.FarReader.NextBatchAsync();
        Assert.Equal([1, 2, 3], batch.Select(Letters.NumberOf));
    }

    [Theory]
    [InlineData(Handshake.Member)]
    [InlineData(Handshake.Client)]
    public async Task Send_ArraysThatMayBeOvertaken_ArePassedByLaterLetters(string kind)
    {
        await using LinkPair pair = await OpenAsync(kind, new LinkOptions { CreditBytes = 64 << 10 });
        pair.Near.Send([Letters.Overtakable(1, Letters.Counting(Large)), Letters.Of(2)]);
        Assert.Equal(2, Letters.NumberOf(await pair.FarReader.NextAsync()));
        AssertCounts(await pair.FarReader.NextAsync(), Large);
    }

    [Theory]
    [InlineData(Handshake.Member)]
    [InlineData(Handshake.Client)]
    public async Task Send_ArraysThatMayNotBeOvertaken_HoldLaterLettersBack(string kind)
    {
        await using LinkPair pair = await OpenAsync(kind, new LinkOptions { CreditBytes = 64 << 10 });
        pair.Near.Send([Letters.Of(1, Letters.Counting(Large)), Letters.Of(2), Letters.Of(3, Letters.Counting(5))]);
        pair.Near.Send([Letters.Of(4)]);
        AssertCounts(await pair.FarReader.NextAsync(), Large);
        Assert.Equal(2, Letters.NumberOf(await pair.FarReader.NextAsync()));
        AssertCounts(await pair.FarReader.NextAsync(), 5);
        Assert.Equal(4, Letters.NumberOf(await pair.FarReader.NextAsync()));
    }

    [Theory]
    [InlineData(Handshake.Member)]
    [InlineData(Handshake.Client)]
    public async Task Send_ArraysOfAnyShapeAndType_ArriveAsTheyWere(string kind)
    {
        await using LinkPair pair = await OpenAsync(kind);
        NdArray[] arrays =
        [
            NdArray<double>.From([], Shape.Of(0)),
            NdArray<float>.From([], Shape.Of(3, 0, 2)),
            NdArray<double>.Scalar(Math.PI),
            NdArray<float>.Scalar(BitConverter.UInt32BitsToSingle(0xFFC1_2345)),
            NdArray<double>.From([1, -0.0, double.NaN, double.NegativeInfinity, 5, 6], Shape.Of(1, 2, 3)),
            NdArray<float>.From(new float[99_999], Shape.Of(99_999)),
        ];
        foreach (NdArray array in arrays) array.Retain();
        pair.Far.Send([Letters.Of(1, arrays)]);
        Letter letter = await pair.NearReader.NextAsync();
        Assert.Empty(letter.Body.Enclosures);
        for (int i = 0; i < arrays.Length; i++)
        {
            Assert.Equal(arrays[i].Shape, letter.Arrays[i].Shape);
            Assert.Equal(arrays[i].ElementType, letter.Arrays[i].ElementType);
            Assert.Equal(BytesOf(arrays[i]), BytesOf(letter.Arrays[i]));
        }
    }

    [Theory]
    [InlineData(Handshake.Member)]
    [InlineData(Handshake.Client)]
    public async Task Send_AfterArrival_LeasesAreWithTheReader(string kind)
    {
        await using LinkPair pair = await OpenAsync(kind);
        NdArray[] sent = [Letters.Counting(3), Letters.Counting(Large)];
        Block[] blocks = [.. sent.Select(array => array.Block)];
        pair.Near.Send([Letters.Overtakable(1, sent)]);
        Letter letter = await pair.FarReader.NextAsync();
        Assert.All(letter.Arrays, array => Assert.True(array.Block.IsHeldBy(1)));
        Assert.True(SpinWait.SpinUntil(() => blocks.All(block => block.IsFree), Patience));
        Assert.Equal(0, pair.Near.QueuedBytes);
    }

    [Theory]
    [InlineData(Handshake.Member)]
    [InlineData(Handshake.Client)]
    public async Task Send_ManyLargeArraysBothWays_AllArrive(string kind)
    {
        const int arrays = 12;
        await using LinkPair pair = await OpenAsync(kind, new LinkOptions { MaxIncomingBytes = 3 * 8 * Large });
        for (int i = 0; i < arrays; i++)
        {
            pair.Near.Send([Letters.Overtakable(i, Letters.Counting(Large + i))]);
            pair.Far.Send([Letters.Overtakable(i, Letters.Counting(Large + i))]);
        }

        foreach (RecordingReader reader in new[] { pair.NearReader, pair.FarReader })
        {
            var left = Enumerable.Range(0, arrays).ToHashSet();
            while (left.Count > 0)
            {
                Letter letter = await reader.NextAsync();
                int number = (int)Letters.NumberOf(letter);
                Assert.True(left.Remove(number));
                AssertCounts(letter, Large + number);
                letter.Drop();
            }
        }
    }

    [Theory]
    [InlineData(Handshake.Member)]
    [InlineData(Handshake.Client)]
    public async Task Close_ByEitherSide_TellsBoth(string kind)
    {
        foreach (bool isNear in new[] { true, false })
        {
            await using LinkPair pair = await OpenAsync(kind);
            pair.Near.Send([Letters.Of(1)]);
            await pair.FarReader.NextAsync();
            (isNear ? pair.Near : pair.Far).Close("enough");
            Assert.Contains("enough", await pair.NearReader.WhenClosedAsync(), StringComparison.Ordinal);
            Assert.Contains("enough", await pair.FarReader.WhenClosedAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Send_OnAClosedLink_DropsTheLetter()
    {
        await using LinkPair pair = await OpenAsync(Handshake.Member);
        pair.Near.Close("enough");
        NdArray array = Letters.Counting(10);
        Block block = array.Block;
        pair.Near.Send([Letters.Of(1, array)]);
        Assert.True(block.IsFree);
        await pair.FarReader.WhenClosedAsync();
    }

    private protected static void AssertCounts(Letter letter, long length)
    {
        NdArray array = Assert.Single(letter.Arrays);
        Assert.Equal(length, array.Length);
        ReadOnlySpan<double> elements = ((NdArray<double>)array).AsSpan();
        for (int i = 0; i < elements.Length; i++)
        {
            if (elements[i] != i) Assert.Equal(i, elements[i]);
        }
    }

    private static unsafe byte[] BytesOf(NdArray array)
    {
        byte[] bytes = new ReadOnlySpan<byte>(array.Block.Pointer, (int)array.Bytes).ToArray();
        GC.KeepAlive(array);
        return bytes;
    }
}

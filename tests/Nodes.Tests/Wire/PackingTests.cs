using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Links;

namespace Dataflow.Nodes.Tests.Wire;

public sealed class PackingTests
{
    private const int MaxFrameBytes = 4 << 10;

    [Fact]
    public void Pack_SmallLetters_ShareAFrame()
    {
        Parcel parcel = Assert.Single(Pack(Letters.Of(1), Letters.Of(2), Letters.Of(3)));
        Assert.Equal([1, 2, 3], NumbersIn(parcel));
        Assert.Empty(parcel.Transfers);
        parcel.Drop();
    }

    [Fact]
    public void Pack_Nothing_IsNoFrame() => Assert.Empty(Pack());

    /// <summary>Lengths of letters around those where a length takes one byte more.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(1000)]
    [InlineData(MaxFrameBytes - 20)]
    public void Pack_LettersOfAnyLength_AreReadAsTheyWere(int length)
    {
        Post[] posts = [Said(length), Said(length - 1), Said(0), Said(length - 2)];
        List<Parcel> parcels = Pack([.. posts.Select(Letter.Of)]);
        Assert.Equal(posts, parcels.SelectMany(PostsIn));
        Assert.All(parcels, parcel => Assert.InRange(parcel.Length, 1, MaxFrameBytes + FrameHeader.Bytes));
        foreach (Parcel parcel in parcels) parcel.Drop();
    }

    [Fact]
    public void Pack_LettersThatFillAFrame_BeginAnother()
    {
        List<Parcel> parcels = Pack(Letter.Of(Said(3000)), Letter.Of(Said(3000)), Letter.Of(Said(500)));
        Assert.Equal([1, 2], parcels.Select(parcel => PostsIn(parcel).Count));
    }

    [Fact]
    public void Pack_ALetterBeyondAFrame_NamesTheSettingAndTakesNoLease()
    {
        NdArray<double> array = Letters.Counting(10);
        var error = Assert.Throws<WireException>(() => Pack(Letters.Of(1, array), Letter.Of(Said(MaxFrameBytes))));
        Assert.Contains(nameof(LinkOptions.MaxFrameBytes), error.Message, StringComparison.Ordinal);
        array.Release();
        Assert.True(array.Block.IsFree);
    }

    [Fact]
    public void Pack_ALetterWithArrays_DescribesThemAndHandsOverTheLeases()
    {
        NdArray<double> doubles = Letters.Counting(10);
        NdArray<float> floats = NdArray<float>.Allocate(Shape.Of(2, 0, 3));
        Parcel parcel = Assert.Single(Pack(Letters.Of(7, doubles, floats)));
        Post post = Assert.Single(PostsIn(parcel));
        Assert.Equal([Element.Float64, Element.Float32], post.Enclosures.Select(enclosure => enclosure.Element));
        Assert.Equal([10], post.Enclosures[0].Sizes);
        Assert.Equal([2, 0, 3], post.Enclosures[1].Sizes);
        Assert.Equal([80L, 0], parcel.Transfers.Select(transfer => transfer.Bytes));
        parcel.Drop();
        Assert.True(doubles.Block.IsFree && floats.Block.IsFree);
    }

    /// <summary>A letter that is passed on still says which arrays it came with.</summary>
    [Fact]
    public void Pack_ALetterThatDescribesOtherArrays_DescribesItsOwnAndStaysAsItIs()
    {
        Post body = Said(3);
        body.Enclosures.Add(new Enclosure { Sizes = { 99 } });
        Parcel parcel = Assert.Single(Pack(new Letter(body, [Letters.Counting(2)])));
        Assert.Equal([2], Assert.Single(Assert.Single(PostsIn(parcel)).Enclosures).Sizes);
        Assert.Equal([99], Assert.Single(body.Enclosures).Sizes);
        parcel.Drop();
    }

    [Fact]
    public void Pack_ALetterThatMayNotBeOvertaken_EndsItsFrame()
    {
        List<Parcel> parcels = Pack(Letters.Of(1), Letters.Of(2, Letters.Counting(4)), Letters.Of(3));
        Assert.Equal([[1, 2], [3]], parcels.Select(NumbersIn));
        Assert.Equal([32L, 0], parcels.Select(parcel => parcel.NeedsRoom));
        Assert.True(Assert.Single(parcels[0].Transfers).Holds);
        foreach (Parcel parcel in parcels) parcel.Drop();
    }

    [Fact]
    public void Pack_ALetterThatMayBeOvertaken_SharesItsFrameWhileThereIsRoom()
    {
        Parcel parcel = Assert.Single(Pack(
            Letters.Of(1), Letters.Overtakable(2, Letters.Counting(4)), Letters.Of(3)));
        Assert.Equal([1, 2, 3], NumbersIn(parcel));
        Assert.Equal((0L, false), (parcel.NeedsRoom, parcel.StandsAside));
        Assert.False(Assert.Single(parcel.Transfers).Holds);
        parcel.Drop();
    }

    [Fact]
    public void Pack_ALetterThatMayBeOvertakenWithoutRoom_StandsAsideAlone()
    {
        long asked = 0;
        var packing = new Packing(MaxFrameBytes, bytes =>
        {
            asked += bytes;
            return false;
        });
        List<Parcel> parcels = packing.Pack(
            [Letters.Of(1), Letters.Overtakable(2, Letters.Counting(4)), Letters.Of(3)]);
        Assert.Equal([[1], [2], [3]], parcels.Select(NumbersIn));
        Assert.Equal([false, true, false], parcels.Select(parcel => parcel.StandsAside));
        Assert.Equal([0L, 32, 0], parcels.Select(parcel => parcel.NeedsRoom));
        Assert.Equal(32, asked);
        foreach (Parcel parcel in parcels) parcel.Drop();
    }

    private static List<Parcel> Pack(params Letter[] letters) =>
        new Packing(MaxFrameBytes, _ => true).Pack(letters);

    private static Post Said(int length) => new() { Goodbye = new Goodbye { Reason = new string('a', length) } };

    private static IEnumerable<long> NumbersIn(Parcel parcel) =>
        PostsIn(parcel).Select(post => Letters.NumberOf(Letter.Of(post)));

    /// <summary>What the parcel's frame says, by its own length and checksum.</summary>
    private static IReadOnlyList<Post> PostsIn(Parcel parcel)
    {
        FrameHeader header = FrameHeader.Read(parcel.Frame.Span);
        ReadOnlySpan<byte> body = parcel.Frame.Span[FrameHeader.Bytes..];
        Assert.Equal((FrameKind.Control, body.Length), (header.Kind, header.Length));
        header.Verify(body);
        return Posts.Parser.ParseFrom(body).Of;
    }
}

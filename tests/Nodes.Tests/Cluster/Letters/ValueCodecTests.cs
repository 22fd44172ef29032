using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Memory;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;

namespace Dataflow.Nodes.Tests.Cluster;

public sealed class ValueCodecTests
{
    [Theory]
    [InlineData(-0.0)]
    [InlineData(double.NaN)]
    [InlineData(double.Epsilon)]
    [InlineData(double.NegativeInfinity)]
    public void Decode_OfANumber_KeepsEveryBit(double number) =>
        Assert.True(Value.AreSameNumber(Value.Of(number), Travel(Value.Of(number))));

    [Fact]
    public void Encode_OfAnArray_HandsOverItsLease()
    {
        NdArray<float> array = NdArray<float>.Allocate(Shape.Of(3));
        var arrays = new List<NdArray>();
        Content content = ValueCodec.Encode(new Value(0, array), arrays);
        Value back = ValueCodec.Decode(content, arrays);
        Assert.Same(array, back.Array);
        Assert.True(array.Block.IsHeldBy(2));
        back.Release();
        Block block = array.Block;
        new Letter(new Post(), [.. arrays]).Drop();
        Assert.True(block.IsFree);
    }

    [Fact]
    public void Decode_OfAnArrayThatIsNotThere_IsRefused()
    {
        var content = new Content { Enclosed = 1 };
        Assert.Throws<LetterFormatException>(() => ValueCodec.Decode(content, [NdArray<double>.Of(1, 2)]));
        Assert.Throws<LetterFormatException>(() => ValueCodec.Decode(new Content(), []));
    }

    [Fact]
    public void Decode_OfAHolding_KeepsVersionAndSpan()
    {
        var versioned = new VersionedValue(
            Value.Of(2), new(7), new RevisionSpan(new(3), RevisionSpan.Open), hasValue: true);
        VersionedValue back = ValueCodec.Decode(Travel(ValueCodec.Encode(versioned, [])), []);
        Assert.Equal(
            (2.0, new Version(7), versioned.Span, true), (back.Value.Number, back.Version, back.Span, back.HasValue));
        VersionedValue none = ValueCodec.Decode(Travel(ValueCodec.Encode(default(VersionedValue), [])), []);
        Assert.Equal((Version.None, default, false), (none.Version, none.Span, none.HasValue));
    }

    [Fact]
    public void Decode_OfAStatus_KeepsAll()
    {
        var status = new NodeStatus(true, Shape.Of(2, 0), 1, 2, 3, 4) { Member = "b" };
        Assert.Equal(status, ValueCodec.Decode(Status.Parser.ParseFrom(ValueCodec.Encode(status).ToByteArray())));
        Assert.Equal(NodeStatus.Asleep, ValueCodec.Decode(ValueCodec.Encode(NodeStatus.Asleep)));
    }

    private static Value Travel(in Value value) =>
        ValueCodec.Decode(Content.Parser.ParseFrom(ValueCodec.Encode(value, []).ToByteArray()), []);

    private static Held Travel(Held held) => Held.Parser.ParseFrom(held.ToByteArray());
}

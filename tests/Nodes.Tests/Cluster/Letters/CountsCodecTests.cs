using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>What shards hold, as letters.</summary>
public sealed class CountsCodecTests
{
    private static readonly ShardCounts Held = new(1, 2L << 40, 3, 4);

    [Fact]
    public void Decode_Counts_AreWhatWasSent() =>
        Assert.Equal(Held, CountsCodec.Decode(Travel(CountsCodec.Encode(Held))));

    [Fact]
    public void Encode_ASurvey_SaysWhatTheGraphHasAsWell()
    {
        var survey = new Survey { Nodes = 5, Forgotten = 6, Shards = 7, Counts = Held };
        Counts told = Travel(CountsCodec.Encode(survey));
        Assert.Equal((5, 6, 7), (told.Nodes, told.Forgotten, told.Shards));
        Assert.Equal(Held, CountsCodec.Decode(told));
    }

    private static Counts Travel(Counts counts) => Counts.Parser.ParseFrom(counts.ToByteArray());
}

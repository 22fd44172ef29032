using Dataflow.Nodes.Arrays;
using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Google.Protobuf;

namespace Dataflow.Nodes.Tests.Cluster;

/// <summary>A whole graph as one letter: whoever gets it goes on with what the home before had.</summary>
public sealed class HandoverCodecTests
{
    private readonly Graph _graph = new(keepsNodes: true);
    private readonly GraphNode _x, _constant, _sum;

    public HandoverCodecTests()
    {
        _x = _graph.VariableByKey(ElementType.Float64, "x", null, "x");
        _constant = _graph.Constant(NdArray<double>.Of(1, 2));
        _sum = _graph.Apply(
            new Formula(OperatorCatalogue.Find("add")!, null, ElementType.Float64, [_x, _constant]));
        _graph.Place(_sum, PlaceRequest.On("b"));
        _graph.Names.Add("total", _sum);
    }

    [Fact]
    public void Decode_AGraph_RestoresItsNodesNamesAndPlaces()
    {
        StoredGraph back = Travel(Content());
        var graph = new Graph(keepsNodes: true);
        IReadOnlyList<GraphNode> nodes = StoredNodes.Restore(graph, back);
        Assert.Equal(3, nodes.Count);
        GraphNode sum = graph.Names.Find("total");
        Assert.Equal("add", sum.Operator!.Name);
        Assert.Equal("x", sum.Operand(0).Name);
        Assert.Equal(PlaceRequest.On("b"), graph.WhereOf(sum));
    }

    [Fact]
    public void Decode_AGraph_KeepsRevisionValuesAndSessions()
    {
        StoredGraph back = Travel(Content(
            new StoredValue(new NodeId(_x.Id), NdArray<double>.Of(4, 5), new Revision(7))));
        Assert.Equal<Revision>(new Revision(9), back.Revision);
        Assert.Equal([("s", new AssignmentNumber(3))], back.Sessions.Select(session => (session.Key, session.Value)));
        StoredValue value = Assert.Single(back.Values);
        Assert.Equal(_x.Id, value.Variable.Value);
        Assert.True(NdArray<double>.Of(4, 5).ValueEquals((NdArray<double>)value.Content));
    }

    /// <summary>It left while the letter was written, so nobody needs its value.</summary>
    [Fact]
    public void Encode_AValueOfANodeThatHasLeft_EndsItsLease()
    {
        NdArray<double> array = NdArray<double>.Allocate(Shape.Of(2));
        Letter letter = Encode(Content(new StoredValue(new NodeId(77), array, new Revision(7))));
        Assert.Empty(letter.Body.Handover.Content.Values);
        Assert.True(array.Block.IsFree);
    }

    [Fact]
    public void Decode_WithoutContent_IsRefused() => Assert.Throws<LetterFormatException>(
        () => HandoverCodec.Decode(new Handover { Graph = "g" }, []));

    [Fact]
    public void Decode_AConstantWithoutItsArray_IsRefused()
    {
        Handover handover = Encode(Content()).Body.Handover;
        Assert.Throws<LetterFormatException>(() => HandoverCodec.Decode(handover, []));
    }

    [Fact]
    public void Decode_ANodeThatIsNotThere_IsRefused()
    {
        var handover = new Handover { Graph = "g", Content = new StoredRecord() };
        handover.Content.Definitions.Add(new StoredDefinition());
        Assert.Throws<LetterFormatException>(() => HandoverCodec.Decode(handover, []));
    }

    private static StoredGraph Content(params StoredValue[] values) => new()
    {
        Revision = new Revision(9), Values = values,
        Sessions = new Dictionary<string, AssignmentNumber> { ["s"] = new(3) },
    };

    private Letter Encode(StoredGraph content) => HandoverCodec.Encode("g", _graph, content);

    private StoredGraph Travel(StoredGraph content)
    {
        Letter letter = Encode(content);
        return HandoverCodec.Decode(
            Handover.Parser.ParseFrom(letter.Body.Handover.ToByteArray()), letter.Arrays);
    }
}

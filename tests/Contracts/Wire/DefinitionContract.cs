using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Operators;
using Google.Protobuf;

namespace Dataflow.Contracts.Wire;

/// <summary>Whatever operators are given comes out of a letter as it went in.</summary>
public sealed class DefinitionContract
{
    public static TheoryData<string> Names => [.. OperatorCatalogue.All.Select(op => op.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_OfEverySample_GivesTheSameFormula(string name)
    {
        foreach (Sample sample in OperatorSamples.Of(OperatorCatalogue.Find(name)!))
        {
            var graph = new Graph(keepsNodes: true);
            GraphNode[] operands =
                [.. sample.Shapes.Select(shape => graph.Variable(ElementType.Float32, null, shape))];
            GraphNode node = graph.Apply(
                new Formula(sample.Operator, sample.Parameters, ElementType.Float32, operands));
            Definition definition = Travel(DefinitionCodec.Encode(node, null, []));
            GraphNode back = DefinitionCodec.Decode(definition, id => graph[id], []);
            Assert.Equal(sample.Parameters, back.Parameters);
            Assert.Equal((node.Id, node.Shape, node.ElementType), (back.Id, back.Shape, back.ElementType));
            Assert.Same(node, graph.Define(definition, id => graph[id], []));
        }
    }

    [Fact]
    public void Encode_OfEveryClassOfParameters_HasAKindOfItsOwn()
    {
        Type[] classes =
        [
            .. typeof(Parameters).Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(Parameters)) && !type.IsAbstract)
                .Where(type => type != typeof(PublishedNode)), // what was published travels as its name
        ];
        Assert.NotEmpty(classes);
        Assert.Equal(
            classes.OrderBy(type => type.Name), Special.Select(one => one.GetType()).OrderBy(type => type.Name));
        Assert.Equal(Special.Length, Special.Select(one => ParameterCodec.Encode(one).Kind).Distinct().Count());
    }

    [Fact]
    public void Decode_OfSpecialNumbers_KeepsEveryBit()
    {
        foreach (Parameters special in Special)
        {
            ParameterSet set = ParameterSet.Parser.ParseFrom(ParameterCodec.Encode(special).ToByteArray());
            Parameters back = ParameterCodec.Decode(set);
            Assert.Equal(special, back);
            Assert.Equal(special.ToString(), back.ToString());
            Assert.Equal(ParameterCodec.Encode(special), ParameterCodec.Encode(back));
        }
    }

    private static Parameters[] Special =>
    [
        new AxisParameters(int.MinValue),
        new NormParameters([0, -1], true, double.PositiveInfinity),
        new VarianceParameters([], false, -0.0),
        new ReductionParameters(null, true),
        new MatMulParameters(false, true),
        new CreationParameters(Shape.Of(0, 1L << 59), -0.0, BitConverter.Int64BitsToDouble(0x7FF4_0000_DEAD_BEEF)),
        new ReshapeParameters([-1, long.MaxValue]),
        new TransposeParameters([1, -2, 0]),
        new BroadcastParameters([]),
        new SliceParameters(
        [
            AxisSlice.At(-1), AxisSlice.All, AxisSlice.Range(0, null, -1), AxisSlice.Range(null, 0),
            AxisSlice.Range(long.MinValue, long.MaxValue, long.MinValue + 2),
        ]),
        new PadParameters([1, 2], [long.MaxValue], double.Epsilon),
    ];

    private static Definition Travel(Definition definition) => Definition.Parser.ParseFrom(definition.ToByteArray());
}

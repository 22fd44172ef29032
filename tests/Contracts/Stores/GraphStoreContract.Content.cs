using Dataflow.Nodes;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire.Protocol;
using Dataflow.TestKit.Histories;

namespace Dataflow.Contracts.Stores;

/// <content>What is kept comes back as it was.</content>
public abstract partial class GraphStoreContract
{
    private static readonly string[] OddNames =
    [
        "", ".", "..", "/", "../../etc/passwd", "a/b", "a\\b", "C:\\x", "con", "nul", "a b", " ", "A", "a", "%41",
        "a.npy", "journal-1-1.log", "\0", "\n", "\u00e9", "e\u0301", "\ud83d\ude00", "\ud83d", "*?<>|\"':;",
        "$(reboot)", new string('x', 300), new string('x', 301), new string('\u4e2d', 1_000), "-rf", "~",
    ];

    [Fact]
    public async Task Open_AfterAppendOfNodes_GivesThemInOrder()
    {
        IGraphStore store = Open();
        await Append(store,
            new StoredStep(new(1)) { Nodes = [Node(0, "x"), Node(1, "y")] },
            new StoredStep(new(2)) { Nodes = [Node(1, "y"), Node(2, "z")] });
        StoredGraph kept = await Load(store);
        Assert.Equal(["x", "y", "z"], kept.Nodes.Select(node => node.Definition.Name));
        Assert.Equal([0, 1, 2], kept.Nodes.Select(node => node.Definition.Id));
        Assert.Equal(2, kept.Revision.Number);
    }

    [Fact]
    public async Task Open_AfterAppendOfNodesWithGaps_GivesThem()
    {
        IGraphStore store = Open();
        await Append(store, new StoredStep(new(1)) { Nodes = [Node(0, "x"), Node(7, "z")] });
        Assert.Equal([0, 7], (await Load(store)).Nodes.Select(node => node.Definition.Id));
    }

    [Fact]
    public async Task Append_OfForgottenNodes_DropsThemWithTheirValues()
    {
        IGraphStore store = Open();
        await Append(store,
            new StoredStep(new(1))
            {
                Nodes = [Node(0, "x"), Node(1, "y"), Node(2, "z") with { Constant = NdArray<double>.Of(1, 2) }],
                Values =
                [
                    new StoredValue(X, NdArray<double>.Of(1), new(1)), new StoredValue(
                        Y, NdArray<double>.Of(2), new(1)),
                ],
            },
            new StoredStep(new(2)) { Forgotten = [0, 2] });
        StoredGraph kept = await Load(store);
        Assert.Equal("y", Assert.Single(kept.Nodes).Definition.Name);
        AssertHolds(kept, Y, 2.0);
        Assert.Single(kept.Values);
    }

    [Fact]
    public async Task Append_OfANodeWithANumberThatIsUsedAgain_GivesTheLaterOneWithItsValue()
    {
        IGraphStore store = Open();
        await Append(store,
            new StoredStep(new(1))
            {
                Nodes = [Node(0, "before") with { Constant = NdArray<double>.Of(1, 2) }],
                Values = [new StoredValue(X, NdArray<double>.Of(1), new(1))],
            },
            new StoredStep(new(2))
            {
                Forgotten = [0], Nodes = [Node(0, "after")],
                Values = [new StoredValue(X, NdArray<double>.Of(2), new(2))],
            });
        StoredGraph kept = await Load(store);
        StoredNode node = Assert.Single(kept.Nodes);
        Assert.Equal("after", node.Definition.Name);
        Assert.Null(node.Constant);
        AssertHolds(kept, X, 2.0);
    }

    [Fact]
    public async Task Open_AfterANumberWasUsedAgain_GivesOperandsFirst()
    {
        IGraphStore store = Open();
        StoredNode late = Node(1, "operand"), user = Node(0, "user");
        user.Definition.Operands.Add(1);
        await Append(store,
            new StoredStep(new(1)) { Nodes = [Node(0, "before"), late] },
            new StoredStep(new(2)) { Forgotten = [0], Nodes = [user] });
        Assert.Equal([1, 0], (await Load(store)).Nodes.Select(node => node.Definition.Id));
    }

    [Fact]
    public async Task Append_OfNames_KeepsTheLatestOfEach()
    {
        IGraphStore store = Open();
        await Append(store,
            new StoredStep(new(1))
            {
                Nodes = [Node(0, "x"), Node(1, "y")],
                Names = [new NamedNode("risk", 0), new NamedNode("gone", 1), new NamedNode("moved", 0)],
            },
            new StoredStep(new(2)) { Names = [new NamedNode("gone", null), new NamedNode("moved", 1)] });
        StoredGraph kept = await Load(store);
        Assert.Equal(new Dictionary<string, int> { ["risk"] = 0, ["moved"] = 1 }, kept.Names);
    }

    [Fact]
    public async Task Open_AfterAppendOfConstants_GivesTheirArrays()
    {
        IGraphStore store = Open();
        double[] large = [.. Enumerable.Range(0, 100).Select(i => i / 3.0)];
        await Append(store, new StoredStep(new(1))
        {
            Nodes =
            [
                Node(0, "a") with { Constant = NdArray<double>.From(large) },
                Node(1, "b") with { Constant = NdArray<float>.Of(1, 2) },
                Node(2, "c"),
            ],
        });
        StoredGraph kept = await Load(store);
        Assert.Equal(large, ((NdArray<double>)kept.Nodes[0].Constant!).ToArray());
        Assert.Equal([1, 2], ((NdArray<float>)kept.Nodes[1].Constant!).ToArray());
        Assert.Null(kept.Nodes[2].Constant);
    }

    [Fact]
    public async Task Open_AfterAppend_GivesEveryBit()
    {
        IGraphStore store = Open();
        double[] odd = [double.NaN, -0.0, double.Epsilon, BitConverter.Int64BitsToDouble(0x7FF0_0000_0000_0001)];
        float[] oddFloats = [float.NaN, -0f, BitConverter.Int32BitsToSingle(0x7F80_0001)];
        NdArray[] arrays =
        [
            NdArray<double>.From(odd), NdArray<float>.From(oddFloats),
            .. odd.Select(NdArray<double>.Scalar), .. oddFloats.Select(NdArray<float>.Scalar),
            NdArray<double>.From([], Shape.Of(0, 4)), NdArray<float>.From(new float[200], Shape.Of(2, 4, 25)),
        ];
        var step = new StoredStep(new(1))
        {
            Values = [.. arrays.Select((array, i) => new StoredValue(new NodeId(i), array, new(1)))],
        };
        await Append(store, step);
        var expected = new StoredGraph { Revision = new(1), Values = step.Values };
        Assert.Equal(StoredText.Of(expected), StoredText.Of(await Load(store)));
    }

    [Fact]
    public async Task Append_OfSessions_KeepsTheGreatestNumberOfEach()
    {
        IGraphStore store = Open();
        await Append(store,
            new StoredStep(new(1)) { Sessions = [("a", new(5)), ("b", new(1))] },
            new StoredStep(new(2)) { Sessions = [("a", new(3)), ("b", new(2)), ("", new(7))] });
        StoredGraph kept = await Load(store);
        Assert.Equal(
            new Dictionary<string, AssignmentNumber> { ["a"] = new(5), ["b"] = new(2), [""] = new(7) }, kept.Sessions);
    }

    [Fact]
    public async Task Append_OfTooManySessions_DropsThoseThatWereHeardOfLongestAgo()
    {
        IGraphStore store = Open();
        await Append(store, [.. Enumerable.Range(1, 9).Select(revision => new StoredStep(new(revision))
        {
            Sessions =
            [
                .. Enumerable.Range(revision * 10_000, 10_000).Select(i => ($"{i}", new AssignmentNumber(1))),
                ("always", new(revision)),
            ],
        })]);
        StoredGraph kept = await Load(store);
        Assert.Equal(65_536, kept.Sessions.Count);
        Assert.Equal(9, kept.Sessions["always"].Number);
        Assert.DoesNotContain("10000", kept.Sessions);
        Assert.Contains("40000", kept.Sessions);
    }

    [Fact]
    public async Task Open_OfAnyName_IsAGraphOfItsOwn()
    {
        IGraphStore store = Open();
        for (int i = 0; i < OddNames.Length; i++)
        {
            await using IGraphLog log = await store.OpenAsync(OddNames[i], new(1));
            await log.AppendAsync(Step(1, (X, [i])));
        }

        for (int i = 0; i < OddNames.Length; i++)
        {
            await using IGraphLog log = await store.OpenAsync(OddNames[i], new(2));
            AssertHolds(log.Content, X, i);
        }
    }

    [Fact]
    public async Task List_OfManyGraphs_GivesTheirNamesSorted()
    {
        IGraphStore store = Open();
        Assert.Empty(await store.ListAsync());
        foreach (string name in OddNames) await (await store.OpenAsync(name, new(1))).DisposeAsync();
        Assert.Equal(OddNames.Order(StringComparer.Ordinal), await store.ListAsync());
    }

    private static StoredNode Node(int id, string name) =>
        new(new Definition { Id = id, Kind = Kind.Variable, Name = name });
}

using System.Numerics;

namespace Dataflow.Scenarios;

/// <summary>The graph as text: exact, in a fixed order, and linear in its size.</summary>
public abstract class TraceTests<T> : Scenario<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void ToTrace_OfAGraph_ShowsEachEdgeDepthFirst()
    {
        LazyArray<T> a = Number("a", -4), b = Flow.Variable<T>("b");
        LazyArray<T> magnitude = a.Abs(), log = magnitude.Log(), root = log + b;
        _ = magnitude.Eval();
        Assert.Equal(
            """
            [ #4 name:log state:invalid ] -> [ #5 name:add state:invalid ]
            [ #2 name:b state:invalid ] -> [ #5 name:add state:invalid ]
            [ #3 name:abs state:valid ] -> [ #4 name:log state:invalid ]
            [ #1 name:a state:valid ] -> [ #3 name:abs state:valid ]

            """,
            Flow.ToTrace(root));
    }

    [Fact]
    public void ToTrace_AfterAnAssignment_ShowsWhatItInvalidated()
    {
        LazyArray<T> a = Number("a", 1), b = Number("b", 2);
        LazyArray<T> root = a.Abs() + b.Abs();
        _ = root.Eval();
        b.Assign(N(3));
        Assert.Equal(
            """
            [ #3 name:abs state:valid ] -> [ #5 name:add state:invalid ]
            [ #4 name:abs state:invalid ] -> [ #5 name:add state:invalid ]
            [ #1 name:a state:valid ] -> [ #3 name:abs state:valid ]
            [ #2 name:b state:valid ] -> [ #4 name:abs state:invalid ]

            """,
            Flow.ToTrace(root));
    }

    [Fact]
    public void ToTrace_OfSharedNodes_ShowsTheirEdgesOnce()
    {
        LazyArray<T> a = Number("a", 1);
        LazyArray<T> more = a + a, twice = more * more;
        Assert.Equal(
            """
            [ #2 name:add state:invalid ] -> [ #3 name:mul state:invalid ]
            [ #2 name:add state:invalid ] -> [ #3 name:mul state:invalid ]
            [ #1 name:a state:valid ] -> [ #2 name:add state:invalid ]
            [ #1 name:a state:valid ] -> [ #2 name:add state:invalid ]

            """,
            Flow.ToTrace(twice, more));
    }

    [Fact]
    public void ToTrace_OfNodesWithoutOperands_ShowsThemAlone()
    {
        LazyArray<T> a = Number("a", 1), b = Flow.Variable<T>();
        Assert.Equal("[ #1 name:a state:valid ]\n[ #2 name:variable state:invalid ]\n", Flow.ToTrace(a, b, a));
        Assert.Equal("", Flow.ToTrace());
    }

    [Fact]
    public void ToTrace_OfAFailedNode_ShowsItInvalid()
    {
        LazyArray<T> sum = Array("a", Vector(1, 2)) + Array("b", Vector(1, 2, 3));
        Assert.Throws<EvaluationException>(() => sum.Eval());
        Assert.Contains("[ #3 name:add state:invalid ]", Flow.ToTrace(sum), StringComparison.Ordinal);
    }

    [Fact]
    public void ToTrace_OfAnything_RunsNothing()
    {
        LazyArray<T> root = Number("a", 1).Abs();
        _ = Flow.ToTrace(root);
        _ = Flow.ToDot(root);
        Assert.Equal(0, Runs(root));
    }

    [Fact]
    public void ToDot_OfAGraph_HasABoxForEachNodeAndAnArrowForEachOperand()
    {
        LazyArray<T> a = Array("a \"quoted\"", Vector(1, 2)), root = a.Abs() + a;
        _ = root.Eval();
        const StringSplitOptions clean = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        string[] lines = Flow.ToDot(root).Split('\n', clean);
        Assert.Equal("digraph dataflow {", lines[0]);
        Assert.Equal("}", lines[^1]);
        IEnumerable<string> arrows = lines.Where(line => line.Contains("->", StringComparison.Ordinal));
        Assert.Equal(["n1 -> n2;", "n2 -> n3;", "n1 -> n3;"], arrows);
        string[] boxes = [.. lines.Where(line => line.Contains("[label=", StringComparison.Ordinal))];
        Assert.Equal(3, boxes.Length);
        const string box = "n1 [label=\"#1 a \\\"quoted\\\"\\n[2]\\nvalid\", style=filled";
        Assert.StartsWith(box, boxes[0], StringComparison.Ordinal);
    }

    /// <summary>What is between them is not kept, and its shape follows from the variables'.</summary>
    [Fact]
    public void ToDot_OfValuesThatWereNotKept_ShowsTheirShapes()
    {
        LazyArray<T> root = Array("a", Vector(1, 2, 3)).Abs().Sqrt().Exp();
        _ = root.Eval();
        string dot = Flow.ToDot(root);
        Assert.Contains("sqrt\\n[3]\\ninvalid", dot, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown", dot, StringComparison.Ordinal);
        Assert.Contains("shape unknown", Flow.ToDot(Flow.Variable<T>("b") + root), StringComparison.Ordinal);
    }

    [Fact]
    public void ToTrace_OfAConstant_IsValidBeforeAnybodyUsesIt() =>
        Assert.Equal("[ #1 name:constant state:valid ]\n", Flow.ToTrace(Flow.Constant(N(2))));

    /// <summary>A ladder has twice as many ways through it with each rung: only what is linear ends.</summary>
    [Fact]
    public void ToTrace_OfALadder_HasALineForEachEdge()
    {
        const int rungs = 100_000;
        LazyArray<T> left = Number("a", 1), right = Number("b", 1);
        for (int i = 0; i < rungs; i++) (left, right) = (left + right, left - right);
        int lines = Flow.ToTrace(left, right).AsSpan().Count('\n');
        Assert.Equal(4 * rungs, lines);
        string dot = Flow.ToDot(left, right);
        Assert.Equal((4 * rungs) + (2 * rungs) + 2 + 4, dot.AsSpan().Count('\n'));
    }
}

public sealed class DoubleTraceTests : TraceTests<double>;

public sealed class SingleTraceTests : TraceTests<float>;

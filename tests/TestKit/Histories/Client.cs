using System.Numerics;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.TestKit.Operators;

namespace Dataflow.TestKit.Histories;

/// <summary>
/// Somebody who asks one thing at a time, and checks each answer; keeps some of the arrays that it is handed, and looks
/// at the end whether they are still what they were.
/// </summary>
internal sealed class Client<T>(int number, Random chance) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<(GraphNode Node, NdArray<T> Array, NdArray<T> Expected)> _kept = [];
    private long _seen;

    public Request? Pending { get; private set; }

    /// <summary>The nodes that the request under way is about.</summary>
    public IReadOnlyList<GraphNode> Asked { get; private set; } = [];

    public bool IsBusy => Pending is not null;

    public Assignment Assign(IReadOnlyList<(GraphNode Variable, NdArray<T> Value)> values)
    {
        var assignment = new Assignment();
        foreach (var (variable, value) in values)
        {
            // A copy: if somebody wrote to it, the model would not see that.
            NdArray<T> given = NdArray<T>.From(value.AsSpan(), value.Shape);
            assignment.Values.Add((variable, Context.Wrap(variable, given)));
            if (!given.IsScalar && chance.Next(4) == 0) _kept.Add((variable, given, value));
        }

        (Pending, Asked) = (assignment, [.. values.Select(value => value.Variable)]);
        return assignment;
    }

    /// <param name="seen">The newest revision that anybody saw acknowledged.</param>
    public EvalRequest Evaluate(GraphNode[] nodes, Need need, long seen)
    {
        _seen = seen;
        var evaluation = new EvalRequest(nodes, need);
        (Pending, Asked) = (evaluation, nodes);
        return evaluation;
    }

    /// <summary>If the answer is there, checks it.</summary>
    public void Check(Model<T> model)
    {
        if (Pending is not { IsCompleted: true } request) return;
        (Pending, Asked) = (null, []);
        if (request.Error is OperationCanceledException) return;
        if (request.Error is not null) throw request.Error;
        if (request is EvalRequest evaluation) Check(evaluation, model);
    }

    /// <summary>Lets go of what was kept, if it is what it was.</summary>
    public void CheckKept()
    {
        foreach ((GraphNode node, NdArray<T> array, NdArray<T> expected) in _kept)
        {
            if (Arrays.FirstDifference(expected, array) is { } difference)
                throw new InvalidOperationException($"{this} keeps an array of {node} that was changed: {difference}");
            array.Release();
        }

        _kept.Clear();
    }

    public override string ToString() => $"client {number}";

    private void Check(EvalRequest evaluation, Model<T> model)
    {
        long revision = evaluation.Active!.Revision.Number;
        if (revision < _seen)
        {
            throw new InvalidOperationException($"{this} saw revision {revision} after {_seen} was acknowledged");
        }

        for (int i = 0; i < evaluation.Nodes.Count; i++)
        {
            Check(evaluation.Nodes[i], evaluation.Answers[i], evaluation.Need, model, revision);
        }
    }

    private void Check(GraphNode node, in VersionedValue versioned, Need need, Model<T> model, long revision)
    {
        if (!versioned.HasValue)
        {
            if (need == Need.IfValid) return;
            throw new InvalidOperationException($"{this} was given no value of {node}");
        }

        NdArray<T>? expected = model.Value(node, revision);
        NdArray<T>? actual = versioned.Value.Fault is null ? versioned.Value.Lease<T>() : null;
        if (Difference(expected, actual, versioned.Value) is { } difference)
        {
            throw new InvalidOperationException(
                $"{this} saw a wrong {node} at revision {revision}: {difference}; with one operator applied after the "
                + $"other it is\n{GraphText.Of(node, one => model.Value(one, revision))}");
        }

        if (actual is not null) KeepOrRelease(node, actual, expected!);
        versioned.Value.Release();
    }

    private static string? Difference(NdArray<T>? expected, NdArray<T>? actual, in Value seen)
    {
        if (expected is not null && actual is not null) return Arrays.FirstDifference(expected, actual);
        if (expected is null && actual is null) return null;
        return expected is null
            ? $"a fault expected, {actual} came"
            : $"{expected} expected, {seen.Fault?.DescribePath() ?? "nothing"} came";
    }

    private void KeepOrRelease(GraphNode node, NdArray<T> array, NdArray<T> expected)
    {
        if (array.IsScalar || chance.Next(8) > 0)
        {
            array.Release();
            return;
        }

        if (chance.Next(2) == 0) array.Escape();
        _kept.Add((node, array, expected));
    }
}

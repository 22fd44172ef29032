using System.Numerics;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;

namespace Dataflow.TestKit.Histories;

/// <summary>Somebody who asks one thing at a time, and checks each answer.</summary>
internal sealed class Client<T>(int number) where T : unmanaged, IFloatingPointIeee754<T>
{
    private long _seen;

    public Request? Pending { get; private set; }

    public bool IsBusy => Pending is not null;

    public Assignment Assign(IReadOnlyList<(GraphNode Variable, NdArray<T> Value)> values)
    {
        var assignment = new Assignment();
        foreach (var (variable, value) in values) assignment.Values.Add((variable, Context.Wrap(variable, value)));
        Pending = assignment;
        return assignment;
    }

    /// <param name="seen">The newest revision that anybody saw acknowledged.</param>
    public Evaluation Evaluate(GraphNode[] nodes, Need need, long seen)
    {
        _seen = seen;
        var evaluation = new Evaluation(nodes, need);
        Pending = evaluation;
        return evaluation;
    }

    /// <summary>If the answer is there, checks it.</summary>
    public void Check(Model<T> model)
    {
        if (Pending is not { IsCompleted: true } request) return;
        Pending = null;
        if (request.Error is OperationCanceledException) return;
        if (request.Error is not null) throw request.Error;
        if (request is Evaluation evaluation) Check(evaluation, model);
    }

    public override string ToString() => $"client {number}";

    private void Check(Evaluation evaluation, Model<T> model)
    {
        long revision = evaluation.Active!.Revision;
        if (revision < _seen)
        {
            throw new InvalidOperationException($"{this} saw revision {revision} after {_seen} was acknowledged");
        }

        for (int i = 0; i < evaluation.Nodes.Count; i++)
        {
            Check(evaluation.Nodes[i], evaluation.Answers[i], evaluation.Need, model, revision);
        }
    }

    private void Check(GraphNode node, in Holding holding, Need need, Model<T> model, long revision)
    {
        if (!holding.HasValue)
        {
            if (need == Need.Glance) return;
            throw new InvalidOperationException($"{this} was given no value of {node}");
        }

        NdArray<T>? expected = model.Value(node, revision);
        NdArray<T>? actual = holding.Value.Fault is null ? holding.Value.Lease<T>() : null;
        bool isRight = expected is null ? actual is null : actual is not null && actual.ValueEquals(expected);
        string came = actual?.ToString() ?? holding.Value.Fault?.DescribePath() ?? "nothing";
        string right = expected?.ToString() ?? "a fault";
        if (!isRight)
        {
            throw new InvalidOperationException($"{this} saw {node} = {came} at revision {revision}; it is {right}");
        }

        actual?.Release();
        holding.Value.Release();
    }
}

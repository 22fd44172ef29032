using System.Numerics;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Where variables are kept, a wave's values are kept before anybody hears of them: what was acknowledged is in the
/// store, and what the store refused never happened.
/// </summary>
internal sealed partial class GraphMachine
{
    private void On(Saved saved)
    {
        if (saved.Error is null) SendSaved();
        else RefuseWave(saved.Error);
    }

    private void RefuseWave(Exception error)
    {
        var refusal = new DataflowException(
            $"nothing was assigned, because it could not be kept: {error.Message}", error);
        foreach (Naming naming in _wave.OfType<Naming>().Reverse()) naming.Undo();
        foreach (Assignment assignment in _wave)
        {
            for (int i = 0; i < assignment.Values.Count; i++) assignment.Values[i].Value.Release();
            assignment.Fail(refusal);
            _sessions.Refused(assignment, refusal);
        }

        _wave.Clear();
        if (_waiting.Count > 0) BeginWave();
    }

    /// <summary>What was not acknowledged is not in it: who asked for it is told to ask elsewhere.</summary>
    private void On(Export export)
    {
        if (IsRefused(export)) return;
        export.Content = new StoredGraph
        {
            Revision = _revisions.Newest.Revision,
            Values = [.. _variables!.All.Select(one => new StoredValue(
                new NodeId(one.Variable.Id), Stored(one.Variable, one.Value.Retain()), _revisions.Newest.Revision))],
            Sessions = _sessions.Applied(),
        };
        export.Complete();
        Break(export.Moved);
    }

    private StoredStep StepOfWave()
    {
        long revision = _revisions.Newest.Revision + 1;
        var values = new List<StoredValue>();
        foreach (Assignment assignment in _wave)
        {
            for (int i = 0; i < assignment.Values.Count; i++)
            {
                ref (GraphNode Variable, Value Value) one = ref assignment.Values[i];
                if (one.Variable.IsForgotten) continue;
                values.Add(new StoredValue(new NodeId(one.Variable.Id), Stored(one.Variable, one.Value), revision));
            }
        }

        values.Reverse();
        return new StoredStep(revision)
        {
            Values = [.. values.DistinctBy(one => one.Variable)], Sessions = ClientSessions.MarksOf(_wave),
            PatientUntil = _wave.Max(assignment => assignment.PatientUntil),
        };
    }

    private static NdArray Stored(GraphNode variable, in Value value) =>
        variable.ElementType == ElementType.Float32 ? Stored<float>(value) : Stored<double>(value);

    /// <summary>An array that was assigned is a user's, so that it never changes and needs no lease here.</summary>
    private static NdArray<T> Stored<T>(in Value value) where T : unmanaged, IFloatingPointIeee754<T> =>
        value.Array as NdArray<T> ?? NdArray<T>.Scalar(T.CreateTruncating(value.Number));
}

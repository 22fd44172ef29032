using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The assignments that go out together as a wave: what they are to the store, to the shards, and to those who wait for
/// them. Of several values for a variable the last one stays.
/// </summary>
/// <param name="outbox">Tells the shards.</param>
/// <param name="cells">Where variables are.</param>
/// <param name="sessions">Remember which assignments took effect.</param>
/// <param name="variables">Keep what was assigned. Null where the shards alone have it.</param>
internal sealed class AssignmentBatch(
    IOutbox outbox, CellAssignments cells, ClientSessions sessions, Variables? variables)
{
    private readonly List<Assignment> _assignments = [];
    private readonly Dictionary<ShardId, Assign> _assigns = [];

    public bool IsEmpty => _assignments.Count == 0;

    /// <summary>Takes all that waits. Names are given, and taken back, from now on.</summary>
    public void Take(List<Assignment> waiting)
    {
        _assignments.AddRange(waiting);
        waiting.Clear();
        foreach (Naming naming in _assignments.OfType<Naming>()) naming.Apply();
    }

    /// <summary>What the store is to keep.</summary>
    public StoredStep StepAt(Revision revision)
    {
        var values = new List<StoredValue>();
        foreach (Assignment assignment in _assignments)
        {
            for (int i = 0; i < assignment.Values.Count; i++)
            {
                ref (GraphNode Variable, Value Value) one = ref assignment.Values[i];
                if (one.Variable.IsForgotten) continue;
                values.Add(StoredValues.Of(one.Variable, one.Value, revision));
            }
        }

        values.Reverse();
        return new StoredStep(revision)
        {
            Values = [.. values.DistinctBy(one => one.Variable)], Sessions = ClientSessions.MarksOf(_assignments),
            PatientUntil = _assignments.Max(assignment => assignment.PatientUntil),
        };
    }

    /// <summary>Tells each shard what its variables have from a revision on. How many shards have to answer.</summary>
    public int SendAt(Revision revision)
    {
        foreach (Assignment assignment in _assignments)
        {
            for (int i = 0; i < assignment.Values.Count; i++)
            {
                ref (GraphNode Variable, Value Value) one = ref assignment.Values[i];
                if (one.Variable.IsForgotten)
                {
                    if (variables is null) one.Value.Release();
                    continue;
                }

                Add(cells.Plan(one.Variable), variables is null ? one.Value : one.Value.Retain(), revision);
            }
        }

        int shards = _assigns.Count;
        foreach ((ShardId shard, Assign assign) in _assigns) outbox.Send(shard, assign);
        _assigns.Clear();
        return shards;
    }

    /// <summary>It has taken effect: whoever waits is told.</summary>
    public void Acknowledge()
    {
        foreach (Assignment assignment in _assignments) Acknowledge(assignment);
        _assignments.Clear();
    }

    /// <summary>It could not be kept, so that it never happened: whoever waits is told.</summary>
    public void Refuse(Exception error)
    {
        var refusal = new DataflowException(
            $"nothing was assigned, because it could not be kept: {error.Message}", error);
        foreach (Naming naming in _assignments.OfType<Naming>().Reverse()) naming.Undo();
        foreach (Assignment assignment in _assignments)
        {
            assignment.Drop();
            Refuse(assignment, refusal);
        }

        _assignments.Clear();
    }

    /// <summary>The engine broke: nobody is left waiting.</summary>
    public void Fail(Exception cause)
    {
        foreach (Assignment assignment in _assignments) assignment.TryFail(cause);
        _assignments.Clear();
    }

    private void Add(CellAddress address, in Value value, Revision revision)
    {
        if (!_assigns.TryGetValue(address.Shard, out Assign? assign))
            _assigns.Add(address.Shard, assign = new Assign(revision));
        assign.Add(address.Cell, value);
    }

    private void Acknowledge(Assignment assignment)
    {
        if (variables is not null) Keep(assignment, variables);
        if (assignment is Naming naming)
        {
            naming.Confirm();
            if (naming.Refusal is { } refusal)
            {
                Refuse(assignment, refusal);
                return;
            }
        }

        assignment.Complete();
        sessions.Applied(assignment);
    }

    private void Refuse(Assignment assignment, DataflowException refusal)
    {
        assignment.Fail(refusal);
        sessions.Refused(assignment, refusal);
    }

    private static void Keep(Assignment assignment, Variables variables)
    {
        for (int i = 0; i < assignment.Values.Count; i++)
        {
            (GraphNode variable, Value value) = assignment.Values[i];
            if (variable.IsForgotten) value.Release();
            else variables.Keep(variable, value);
        }
    }
}

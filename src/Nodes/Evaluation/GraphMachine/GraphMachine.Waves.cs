using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Assignments: the wave first, then the revision.</summary>
internal sealed partial class GraphMachine
{
    private readonly List<Assignment> _wave = [];
    private readonly List<Assignment> _waiting = [];
    private readonly Dictionary<ShardId, Assign> _assigns = [];
    private int _unanswered;
    private bool _isSaved;

    private void On(Assignment assignment)
    {
        if (IsRefused(assignment)) return;
        if (!_sessions.Admit(assignment)) return;
        _waiting.Add(assignment);
        if (_wave.Count == 0) BeginWave();
    }

    /// <summary>
    /// Everything that waits goes out as one wave; of several values for a variable the last one stays.
    /// </summary>
    private void BeginWave()
    {
        CheckNoWave();
        _wave.AddRange(_waiting);
        _waiting.Clear();
        foreach (Naming naming in _wave.OfType<Naming>()) naming.Apply();
        if (_outbox.KeepsVariables) _outbox.Save(StepOfWave());
        else SendSaved();
    }

    /// <summary>The wave's values are as safe as they will be: from now on it will be published.</summary>
    private void SendSaved()
    {
        _isSaved = true;
        if (_phase == Phase.Steady) SendWave();
    }

    private void SendWave()
    {
        CheckMaySend();
        long revision = _revisions.Newest.Revision + 1;
        foreach (Assignment assignment in _wave)
        {
            for (int i = 0; i < assignment.Values.Count; i++)
            {
                ref (GraphNode Variable, Value Value) one = ref assignment.Values[i];
                if (one.Variable.IsForgotten)
                {
                    if (_variables is null) one.Value.Release();
                    continue;
                }

                Add(Plan(one.Variable), _variables is null ? one.Value : one.Value.Retain(), revision);
            }
        }

        _unanswered = _assigns.Count;
        foreach ((ShardId shard, Assign assign) in _assigns) _outbox.Send(shard, assign);
        _assigns.Clear();
        if (_unanswered == 0) Publish();
    }

    private void Add(CellAddress address, in Value value, long revision)
    {
        if (!_assigns.TryGetValue(address.Shard, out Assign? assign))
            _assigns.Add(address.Shard, assign = new Assign(revision));
        assign.Add(address.Cell, value);
    }

    private void OnAssigned()
    {
        CheckOwed();
        if (_phase == Phase.Steady && --_unanswered == 0) Publish();
    }

    private void Publish()
    {
        CheckQuiet();
        bool isOver = _revisions.Publish(_revisions.Newest.Revision + 1);
        _isSaved = false;
        foreach (Assignment assignment in _wave) Acknowledge(assignment);
        _wave.Clear();
        if (isOver) ForgetPast();
        if (_waiting.Count > 0) BeginWave();
    }

    private void Acknowledge(Assignment assignment)
    {
        for (int i = 0; _variables is not null && i < assignment.Values.Count; i++)
        {
            (GraphNode variable, Value value) = assignment.Values[i];
            if (variable.IsForgotten) value.Release();
            else _variables.Keep(variable, value);
        }

        if (assignment is Naming naming)
        {
            naming.Confirm();
            if (naming.Refusal is { } refusal)
            {
                assignment.Fail(refusal);
                _sessions.Refused(assignment, refusal);
                return;
            }
        }

        assignment.Complete();
        _sessions.Applied(assignment);
    }
}

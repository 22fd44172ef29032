using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// A new era: runs were lost, joined, or nodes move. Everybody enters it before anything goes on, so that no message of
/// it meets a run that has not: first all runs are told and answer, then nodes without a run get another one and all
/// answer again, then what was under way begins anew at the newest revision. A wave that was on its way is sent again,
/// whole; whoever had it already finds nothing changed.
/// </summary>
internal sealed partial class GraphClock
{
    private enum Phase
    {
        /// <summary>Work goes on.</summary>
        Steady,

        /// <summary>Runs are entering the era.</summary>
        Entering,

        /// <summary>Runs are taking over nodes.</summary>
        Settling,
    }

    private readonly Queue<Request> _forLater = new();
    private readonly HashSet<RunId> _unformed = [];
    private readonly Dictionary<RunId, int> _adoptions = [];
    private readonly List<Relocation> _relocations = [];
    private Formation _formation = new(0, []);
    private Phase _phase;
    private long _era;

    private void On(Reform reform)
    {
        if (_broken is not null) return;
        _formation = reform.Formation;
        Enter(Phase.Entering);
    }

    private void On(Relocation relocation)
    {
        if (IsRefused(relocation) || IsForLater(relocation)) return;
        if (_variables is null)
        {
            relocation.Fail(new DataflowException("nothing was moved: an embedded engine has no members; connect to a "
                + "cluster with DataflowClient to have some"));
            return;
        }

        if (_outbox.Find(relocation.Where) is null)
        {
            relocation.Fail(new DataflowException(
                $"no member that is up fits {relocation.Where}; the nodes stay where they are"));
            return;
        }

        _relocations.Add(relocation);
        Enter(Phase.Entering);
    }

    /// <summary>A request that has to wait until the era has begun.</summary>
    private bool IsForLater(Request request)
    {
        if (_phase == Phase.Steady) return false;
        _forLater.Enqueue(request);
        return true;
    }

    private void Enter(Phase phase)
    {
        _phase = phase;
        if (phase == Phase.Entering) PutOffAll();
        _formation = _formation with { Era = ++_era };
        _outbox.Enter(_formation);
        _unformed.Clear();
        _unformed.UnionWith(_formation.Runs);
        foreach (RunId run in _formation.Runs)
        {
            _outbox.Send(run, new Form(_formation, _revisions.Newest.Revision));
        }

        if (_unformed.Count == 0) GoOn();
    }

    /// <summary>What is under way begins anew later; answers that are still to come are void.</summary>
    private void PutOffAll()
    {
        foreach (Evaluation evaluation in _questions.Values.Select(question => question.Evaluation).Distinct())
        {
            evaluation.Restart();
            _forLater.Enqueue(evaluation);
        }

        foreach (Inspection inspection in _inspections.Values.Select(asked => asked.Inspection).Distinct())
        {
            _forLater.Enqueue(inspection);
        }

        _questions.Clear();
        _inspections.Clear();
        _remembering.Clear();
        _revisions.LeaveAll();
        _unanswered = 0;
    }

    private void On(Formed formed)
    {
        if (formed.Era != _formation.Era || !_unformed.Contains(formed.By)) return;
        if (formed.Adoptions != _adoptions.GetValueOrDefault(formed.By))
        {
            // It does not know all that it should: another takes its place, in a formation that is to come.
            _outbox.Mistrust(formed.By);
            return;
        }

        _unformed.Remove(formed.By);
        if (_unformed.Count == 0) GoOn();
    }

    private void GoOn()
    {
        CheckFormed();
        if (_phase == Phase.Entering)
        {
            Resettle();
            Enter(Phase.Settling);
            return;
        }

        _phase = Phase.Steady;
        foreach (Relocation relocation in _relocations) relocation.Complete();
        _relocations.Clear();
        if (_isSaved) SendWave();
        for (int left = _forLater.Count; left > 0 && _forLater.TryDequeue(out Request? request); left--) Begin(request);
    }

    private void Resettle()
    {
        _planner.KeepOnly(_formation.Runs.ToHashSet());
        foreach (Relocation relocation in _relocations)
        {
            foreach (GraphNode node in relocation.Nodes) Move(node, relocation.Where);
        }
    }

    private void Move(GraphNode node, Where where)
    {
        _planner.Seat(node);
        if (_outbox.Find(where) is { } run) _planner.Move(node, run);
    }

    private void Begin(Request request)
    {
        switch (request)
        {
            case Evaluation evaluation: On(evaluation); break;
            case Inspection inspection: On(inspection); break;
            case Relocation relocation: On(relocation); break;
        }
    }
}

using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// A new era: shards were lost, joined, or nodes move. Everybody enters it before anything goes on, so that no message
/// of it meets a shard that has not: first all shards are told and answer, then nodes without a shard get another one
/// and all answer again, then what was under way begins anew at the newest revision. A wave that was on its way is sent
/// again, whole; whoever had it already finds nothing changed.
/// </summary>
internal sealed partial class GraphMachine
{
    private enum Phase
    {
        /// <summary>Work goes on.</summary>
        Steady,

        /// <summary>Shards are entering the era.</summary>
        Entering,

        /// <summary>Shards are taking over nodes.</summary>
        Settling,
    }

    private readonly Queue<Request> _forLater = new();
    private readonly HashSet<ShardId> _notEntered = [];
    private readonly List<Relocation> _relocations = [];
    private EraPlan _plan = new(0, []);
    private Phase _phase;
    private long _era;

    private void On(BeginEra beginEra)
    {
        if (_broken is not null) return;
        _plan = beginEra.Plan;
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
        if (phase == Phase.Entering) DeferAll();
        _plan = _plan with { Era = ++_era };
        _outbox.Enter(_plan);
        _notEntered.Clear();
        _notEntered.UnionWith(_plan.Shards);
        foreach (ShardId shard in _plan.Shards)
        {
            _outbox.Send(shard, new EnterEra(_plan, _revisions.Newest.Revision));
        }

        if (_notEntered.Count == 0) GoOn();
    }

    /// <summary>What is under way begins anew later; answers that are still to come are void.</summary>
    private void DeferAll()
    {
        foreach (EvalRequest evaluation in _questions.Values.Select(question => question.Evaluation).Distinct())
        {
            evaluation.Restart();
            _forLater.Enqueue(evaluation);
        }

        foreach (Inspection inspection in _inspections.Values.Select(asked => asked.Inspection).Distinct())
        {
            _forLater.Enqueue(inspection);
        }

        foreach (Survey survey in _surveys.Values)
        {
            survey.Restart();
            _forLater.Enqueue(survey);
        }

        _questions.Clear();
        _inspections.Clear();
        _surveys.Clear();
        _keepers.Clear();
        _revisions.LeaveAll();
        _unanswered = 0;
    }

    private void On(EraEntered entered)
    {
        if (entered.Era != _plan.Era || !_notEntered.Contains(entered.By)) return;
        if (entered.CellAssignments != _cellAssignments.GetValueOrDefault(entered.By))
        {
            // It does not know all that it should: another takes its place, in an era that is to come.
            _outbox.ReportLost(entered.By);
            return;
        }

        _notEntered.Remove(entered.By);
        if (_notEntered.Count == 0) GoOn();
    }

    private void GoOn()
    {
        CheckAllEntered();
        if (_phase == Phase.Entering)
        {
            Resettle();
            Enter(Phase.Settling);
            return;
        }

        _phase = Phase.Steady;
        foreach (Relocation relocation in _relocations) relocation.Complete();
        _relocations.Clear();
        LetGoAnew();
        if (_isSaved) SendWave();
        for (int left = _forLater.Count; left > 0 && _forLater.TryDequeue(out Request? request); left--) Begin(request);
    }

    private void Resettle()
    {
        _planner.KeepOnly(_plan.Shards.ToHashSet());
        foreach (Relocation relocation in _relocations)
        {
            foreach (GraphNode node in relocation.Nodes) Move(node, relocation.Where);
        }

        HandOver();
    }

    private void Move(GraphNode node, PlaceRequest where)
    {
        if (node.IsForgotten) return;
        _planner.Plan(node);
        if (_outbox.Find(where) is { } shard) _planner.Move(node, shard);
    }

    private void Begin(Request request)
    {
        switch (request)
        {
            case EvalRequest evaluation: On(evaluation); break;
            case Inspection inspection: On(inspection); break;
            case Relocation relocation: On(relocation); break;
            case Survey survey: On(survey); break;
        }
    }
}

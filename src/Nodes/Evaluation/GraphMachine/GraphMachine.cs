using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The graph's clock: the machine that orders what happens to a graph. Each part of it owns a piece of its state, which
/// nobody else changes; here they meet. Assignments go out in <see cref="AssignmentWaves"/>, each of which publishes
/// the next revision. <see cref="Evaluations"/> each run at the newest revision published when they begin, beside the
/// waves; neither waits for the other. What is new is planned first, as <see cref="CellAssignments"/>. When shards
/// come, go, or take over nodes, all enter an era (<see cref="EraEntry"/>) before anything goes on.
/// </summary>
internal sealed class GraphMachine : IMachine
{
    private readonly IGraphOutbox _outbox;
    private readonly Variables? _variables;
    private readonly Planner _planner;
    private readonly CellAssignments _cells;
    private readonly ActiveRevisions _revisions;
    private readonly PastValueKeepers _keepers;
    private readonly ClientSessions _sessions;
    private readonly EraEntry _era;
    private readonly Relocations _relocations;
    private readonly DeferredRequests _deferred = new();
    private readonly AssignmentWaves _waves;
    private readonly Evaluations _evaluations;
    private readonly Inspections _inspections;
    private readonly Surveys _surveys;
    private readonly LeavingCells _leaving;
    private readonly ForgottenNodes _forgotten;
    private Exception? _broken;

    /// <param name="outbox">Acts for it.</param>
    /// <param name="policy">Chooses shards.</param>
    /// <param name="start">What it begins with, when the graph was there before or may move; null when not.</param>
    public GraphMachine(IGraphOutbox outbox, IShardPolicy policy, GraphStart? start = null)
    {
        (_outbox, _variables, _planner) = (outbox, start?.Variables, new Planner(policy));
        _cells = new CellAssignments(outbox, _planner, _variables);
        _revisions = new ActiveRevisions(start?.Revision ?? default);
        _keepers = new PastValueKeepers(outbox, _revisions);
        _sessions = new ClientSessions(start?.Sessions);
        _era = new EraEntry(outbox, _revisions);
        _relocations = new Relocations(outbox, _planner, hasMembers: _variables is not null);
        var batch = new AssignmentBatch(outbox, _cells, _sessions, _variables);
        _waves = new AssignmentWaves(outbox, _era, _revisions, _keepers, batch);
        _evaluations = new Evaluations(outbox, _era, _planner, _cells, _revisions, _keepers);
        _inspections = new Inspections(outbox, _planner, _revisions);
        _surveys = new Surveys(outbox, _planner);
        _leaving = new LeavingCells(outbox, _era, _planner);
        _forgotten = new ForgottenNodes(outbox, _era, _leaving, _variables);
    }

    public void Handle(Message message)
    {
        switch (message)
        {
            case Evaluated evaluated: _evaluations.Take(evaluated); break;
            case Assigned: _waves.Answered(); break;
            case Assignment assignment: Assign(assignment); break;
            case Saved saved: _waves.Saved(saved.Error); break;
            case Export export: Complete(export); break;
            case Request request: Begin(request); break;
            case Cancellation cancellation: _evaluations.Cancel(cancellation.Evaluation); break;
            case HasPastValues kept: _keepers.Add(kept); break;
            case Inspected inspected: _inspections.Take(inspected); break;
            case CellsCounted counted: _surveys.Take(counted); break;
            case NodesForgotten forgotten: _forgotten.Add(forgotten.Nodes); break;
            case CellsFreed freed: _leaving.Free(freed); break;
            case Continue: _forgotten.GoOn(); break;
            case BeginEra beginEra: Begin(beginEra.Plan); break;
            case EraEntered entered: Enter(entered); break;
            case Broken broken: Break(broken.Cause); break;
            default: throw new InvalidOperationException($"the clock does not understand {message.GetType().Name}");
        }

        _outbox.EndTurn();
    }

    public void Rest() => _outbox.Rest();

    public void HandleError(Exception exception, Message message)
    {
        Break(exception);
        if (message is Request request) request.TryFail(exception);
    }

    private void Assign(Assignment assignment)
    {
        if (IsRefused(assignment)) return;
        if (_sessions.Admit(assignment)) _waves.Add(assignment);
    }

    private void Begin(Request request)
    {
        if (request.IsCompleted) return; // its cancellation came first
        if (IsRefused(request)) return;
        if (!_era.IsSteady)
        {
            _deferred.Add(request);
            return;
        }

        switch (request)
        {
            case EvalRequest evaluation: _evaluations.Begin(evaluation); break;
            case Inspection inspection: _inspections.Begin(inspection); break;
            case Survey survey: _surveys.Begin(survey, _forgotten.Count); break;
            case Relocation relocation: Begin(relocation); break;
            default: throw new InvalidOperationException($"the clock does not understand {request.GetType().Name}");
        }
    }

    private void Begin(Relocation relocation)
    {
        if (!_relocations.TryBegin(relocation)) return;
        TakeBack();
        _era.BeginAnew();
        if (_era.IsEntered) GoOn();
    }

    private void Begin(EraPlan plan)
    {
        if (_broken is not null) return;
        TakeBack();
        _era.Begin(plan);
        if (_era.IsEntered) GoOn();
    }

    /// <summary>What is under way begins anew later; answers that are still to come are void.</summary>
    private void TakeBack()
    {
        _deferred.Add(_evaluations.TakeBack());
        _deferred.Add(_inspections.TakeBack());
        _deferred.Add(_surveys.TakeBack());
        _keepers.Clear();
        _waves.TakeBack();
    }

    private void Enter(EraEntered entered)
    {
        if (!_era.Awaits(entered)) return;
        if (!_cells.HasAll(entered.By, entered.CellAssignments))
        {
            // It does not know all that it should: another takes its place, in an era that is to come.
            _outbox.ReportLost(entered.By);
            return;
        }

        _era.Enter(entered.By);
        if (_era.IsEntered) GoOn();
    }

    private void GoOn()
    {
        Invariant.Holds(
            _evaluations.Questions == 0 && _waves.IsQuiet, "an era goes on with nothing of the one before");
        if (_era.IsSettling) Resume();
        else Settle();
    }

    /// <summary>Nodes whose shard is gone get another one, and those that are to move do.</summary>
    private void Settle()
    {
        _planner.KeepOnly(_era.Shards.ToHashSet());
        _relocations.Move();
        _cells.HandOver();
        _era.Settle();
        if (_era.IsEntered) GoOn();
    }

    /// <summary>Everybody has entered the era: work goes on.</summary>
    private void Resume()
    {
        _era.End();
        _relocations.Complete();
        _leaving.TellAnew();
        _forgotten.LetGo();
        _waves.SendAgain();
        for (int left = _deferred.Count; left > 0 && _deferred.TryTake(out Request? request); left--) Begin(request);
    }

    /// <summary>What was not acknowledged is not in it: who asked for it is told to ask elsewhere.</summary>
    private void Complete(Export export)
    {
        if (IsRefused(export)) return;
        Revision newest = _revisions.Newest.Revision;
        export.Content = new StoredGraph
        {
            Revision = newest, Values = _variables!.StoredAt(newest), Sessions = _sessions.Applied(),
        };
        export.Complete();
        Break(export.Moved);
    }

    /// <summary>A law of the engine was broken: nobody is left waiting, now or later.</summary>
    private void Break(Exception cause)
    {
        if (_broken is null) _outbox.Report(cause);
        _broken ??= cause;
        _evaluations.Fail(_broken);
        _waves.Fail(_broken);
        _inspections.Fail(_broken);
        _surveys.Fail(_broken);
        _relocations.Fail(_broken);
        _deferred.Fail(_broken);
        _sessions.Break(_broken);
        _variables?.Drop();
    }

    /// <summary>True when the engine broke: whoever asks is told at once.</summary>
    private bool IsRefused(Request request)
    {
        if (_broken is null) return false;
        request.Fail(_broken);
        return true;
    }
}

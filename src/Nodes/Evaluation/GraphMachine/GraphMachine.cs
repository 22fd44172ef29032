using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The actor that orders what happens to a graph. Assignments: one wave at a time, and when it is quiet the next
/// revision is published; what arrives meanwhile joins the next wave. Evaluations: each runs at the newest revision
/// published when it begins, beside the waves; neither waits for the other. It also plans new nodes, so that nobody is
/// asked for a cell that its shard was not given yet.
/// </summary>
internal sealed partial class GraphMachine : IMachine
{
    private readonly IClockOutbox _outbox;
    private readonly Planner _planner;
    private readonly Variables? _variables;
    private readonly ActiveRevisions _revisions;
    private readonly List<ShardId> _keepers = [];
    private readonly ClientSessions _sessions;
    private Exception? _broken;

    /// <param name="outbox">Acts for it.</param>
    /// <param name="policy">Chooses shards.</param>
    /// <param name="start">What it begins with, when the graph was there before or may move; null when not.</param>
    public GraphMachine(IClockOutbox outbox, IShardPolicy policy, ClockStart? start = null)
    {
        _outbox = outbox;
        _revisions = new ActiveRevisions(start?.Revision ?? 0);
        _variables = start?.Variables;
        _sessions = new ClientSessions(start?.Sessions);
        _planner = new Planner(policy);
    }

    public void Handle(Message message)
    {
        switch (message)
        {
            case EvalRequest evaluation: On(evaluation); break;
            case Evaluated evaluated: On(evaluated); break;
            case Assignment assignment: On(assignment); break;
            case Assigned: OnAssigned(); break;
            case Saved saved: On(saved); break;
            case HasPastValues kept: On(kept); break;
            case Cancellation cancellation: On(cancellation); break;
            case Inspection inspection: On(inspection); break;
            case Inspected inspected: On(inspected); break;
            case Relocation relocation: On(relocation); break;
            case BeginEra beginEra: On(beginEra); break;
            case Export export: On(export); break;
            case EraEntered entered: On(entered); break;
            case Continue: OnContinue(); break;
            case Survey survey: On(survey); break;
            case CellsCounted counted: On(counted); break;
            case NodesForgotten forgotten: On(forgotten); break;
            case CellsFreed freed: On(freed); break;
            case Broken broken: Break(broken.Cause); break;
            default: throw new InvalidOperationException($"the clock does not understand {message.GetType().Name}");
        }

        _outbox.EndTurn();
    }

    public void Rest() => _outbox.Rest();

    public void HandleError(Exception exception, Message message)
    {
        Break(exception);
        if (message is Request { IsCompleted: false } request) request.Fail(exception);
    }

    /// <summary>A law of the engine was broken: nobody is left waiting, now or later.</summary>
    private void Break(Exception cause)
    {
        if (_broken is null) _outbox.Report(cause);
        _broken ??= cause;
        foreach (Question question in _questions.Values) FailOnce(question.Evaluation);
        foreach (Request request in AllWaiting()) FailOnce(request);
        _sessions.Break(_broken);
        _questions.Clear();
        _wave.Clear();
        _waiting.Clear();
        _inspections.Clear();
        _surveys.Clear();
        _forLater.Clear();
        _variables?.Drop();
    }

    private IEnumerable<Request> AllWaiting() =>
        _wave.Concat<Request>(_waiting).Concat(_inspections.Values.Select(asked => asked.Inspection))
            .Concat(_surveys.Values).Concat(_forLater);

    /// <summary>True when the engine broke: whoever asks is told at once.</summary>
    private bool IsRefused(Request request)
    {
        if (_broken is null) return false;
        request.Fail(_broken);
        return true;
    }

    private void FailOnce(Request request)
    {
        if (!request.IsCompleted) request.Fail(_broken!);
    }

    private void On(HasPastValues kept)
    {
        if (_revisions.LiveRevisions.Meets(kept.Span)) _keepers.Add(kept.By);
        else _outbox.Send(kept.By, new Forget(_revisions.LiveRevisions));
    }

    /// <summary>Tells the shards that keep old values which of them nobody can ask for any more.</summary>
    private void ForgetPast()
    {
        foreach (ShardId shard in _keepers) _outbox.Send(shard, new Forget(_revisions.LiveRevisions));
        _keepers.Clear();
    }
}

/// <summary>What a clock begins with.</summary>
/// <param name="Sessions">How far each client's assignments went.</param>
/// <param name="Revision">The newest revision that was published.</param>
/// <param name="Variables">What the variables have; from then on the clock keeps it up to date. Null: not kept.</param>
internal sealed record ClockStart(
    IReadOnlyDictionary<string, long> Sessions, long Revision = 0, Variables? Variables = null);

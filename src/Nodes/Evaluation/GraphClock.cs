using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The actor that orders what happens to a graph. Assignments: one wave at a time, and when it is quiet the next
/// revision is published; what arrives meanwhile joins the next wave. Evaluations: each runs at the newest revision
/// published when it begins, beside the waves; neither waits for the other. It also plans new nodes, so that nobody is
/// asked for a cell that its run was not given yet.
/// </summary>
internal sealed partial class GraphClock : Actor
{
    private readonly IOutbox _outbox;
    private readonly Planner _planner;
    private readonly Variables? _variables;
    private readonly ActiveRevisions _revisions;
    private readonly List<RunId> _remembering = [];
    private readonly ClientSessions _sessions;
    private Exception? _broken;

    /// <param name="outbox">Acts for it.</param>
    /// <param name="policy">Chooses runs.</param>
    /// <param name="dispatcher">Runs it.</param>
    /// <param name="start">What it begins with, when the graph was there before or may move; null when not.</param>
    public GraphClock(IOutbox outbox, IRunPolicy policy, Dispatcher dispatcher, ClockStart? start = null)
        : base(dispatcher)
    {
        _outbox = outbox;
        _revisions = new ActiveRevisions(start?.Revision ?? 0);
        _variables = start?.Variables;
        _sessions = new ClientSessions(start?.Sessions);
        _planner = new Planner(policy, Adopt);
    }

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case Evaluation evaluation: On(evaluation); break;
            case Evaluated evaluated: On(evaluated); break;
            case Assignment assignment: On(assignment); break;
            case Assigned: OnAssigned(); break;
            case Saved saved: On(saved); break;
            case Remembers remembers: On(remembers); break;
            case Cancellation cancellation: On(cancellation); break;
            case Inspection inspection: On(inspection); break;
            case Inspected inspected: On(inspected); break;
            case Relocation relocation: On(relocation); break;
            case Reform reform: On(reform); break;
            case Export export: On(export); break;
            case Formed formed: On(formed); break;
            case Broken broken: Break(broken.Cause); break;
            default: throw new InvalidOperationException($"the clock does not understand {message.GetType().Name}");
        }

        _outbox.EndTurn();
    }

    protected override void OnQuiet() => _outbox.Rest();

    protected override void OnError(Exception exception, Message message)
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
        _forLater.Clear();
        _variables?.Drop();
    }

    private IEnumerable<Request> AllWaiting() =>
        _wave.Concat<Request>(_waiting).Concat(_inspections.Values.Select(asked => asked.Inspection)).Concat(_forLater);

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

    private void On(Remembers remembers)
    {
        if (_revisions.Askable.Meets(remembers.Span)) _remembering.Add(remembers.By);
        else _outbox.Send(remembers.By, new Forget(_revisions.Askable));
    }

    /// <summary>Tells the runs that keep old values which of them nobody can ask for any more.</summary>
    private void ForgetPast()
    {
        foreach (RunId run in _remembering) _outbox.Send(run, new Forget(_revisions.Askable));
        _remembering.Clear();
    }

    /// <summary>Hands cells over, with what the variables among them have.</summary>
    private void Adopt(Adoption adoption)
    {
        if (_variables is not null) _adoptions[adoption.Run] = _adoptions.GetValueOrDefault(adoption.Run) + 1;
        IReadOnlyList<(int Place, Value Value)> values = _variables?.ValuesFor(adoption) ?? [];
        _outbox.Send(adoption.Run, new Adopt(adoption, values));
    }
}

/// <summary>What a clock begins with.</summary>
/// <param name="Sessions">How far each client's assignments went.</param>
/// <param name="Revision">The newest revision that was published.</param>
/// <param name="Variables">What the variables have; from then on the clock keeps it up to date. Null: not kept.</param>
internal sealed record ClockStart(
    IReadOnlyDictionary<string, long> Sessions, long Revision = 0, Variables? Variables = null);

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
    private readonly ActiveRevisions _revisions = new();
    private readonly List<RunId> _remembering = [];
    private readonly HashSet<Inspection> _inspections = [];
    private readonly Sessions _sessions;
    private Exception? _broken;

    public GraphClock(
        IOutbox outbox, IRunPolicy policy, Dispatcher dispatcher, IReadOnlyDictionary<string, long>? sessions = null)
        : base(dispatcher)
    {
        _sessions = new Sessions(sessions);
        _outbox = outbox;
        _planner = new Planner(policy, adoption => _outbox.Send(adoption.Run, new Adopt(adoption)));
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
            case Relocation relocation: relocation.Fail(NoMembers()); break;
            case Broken broken: Break(broken.Cause); break;
            default: throw new InvalidOperationException($"the clock does not understand {message.GetType().Name}");
        }
    }

    protected override void OnError(Exception exception, Message message)
    {
        Break(exception);
        if (message is Request { IsCompleted: false } request) request.Fail(exception);
    }

    /// <summary>A law of the engine was broken: nobody is left waiting, now or later.</summary>
    private void Break(Exception cause)
    {
        _broken ??= cause;
        foreach (Question question in _questions.Values) FailOnce(question.Evaluation);
        foreach (Assignment assignment in _wave.Concat(_waiting)) FailOnce(assignment);
        foreach (Inspection inspection in _inspections) FailOnce(inspection);
        _sessions.Break(_broken);
        _questions.Clear();
        _wave.Clear();
        _waiting.Clear();
        _inspections.Clear();
    }

    private static DataflowException NoMembers() => new(
        "nothing was moved: an embedded engine has no members; connect to a cluster with DataflowClient to have some");

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

    private void On(Inspection inspection)
    {
        if (_broken is not null)
        {
            inspection.Fail(_broken);
            return;
        }

        var asked = new Dictionary<RunId, Inspect>();
        for (int i = 0; i < inspection.Nodes.Count; i++)
        {
            Seat seat = _planner.Seats[inspection.Nodes[i]];
            if (!seat.IsTaken) continue;
            if (!asked.TryGetValue(seat.Run, out Inspect? inspect))
            {
                asked.Add(seat.Run, inspect = new Inspect(inspection, _revisions.Newest.Revision));
            }

            inspect.Add(seat.Cell, i);
        }

        inspection.Missing = asked.Count;
        if (asked.Count == 0) inspection.Complete();
        else _inspections.Add(inspection);
        foreach ((RunId run, Inspect inspect) in asked) _outbox.Send(run, inspect);
    }

    private void On(Inspected inspected)
    {
        if (--inspected.Request.Missing > 0 || !_inspections.Remove(inspected.Request)) return;
        inspected.Request.Complete();
    }
}

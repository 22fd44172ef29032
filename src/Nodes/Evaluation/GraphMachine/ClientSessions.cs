namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// How far each client's assignments went. Clients count them, and send again, in order, what was not acknowledged; so
/// one whose number is not above the session's last is a repeat. It is answered as the original is, no sooner than
/// that, and changes nothing. Of very many sessions, those that were silent longest are forgotten.
/// </summary>
internal sealed class ClientSessions
{
    /// <summary>How many are remembered.</summary>
    public const int Limit = 65_536;

    /// <summary>How many refusals of a session are remembered: as many as a connection may have under way.</summary>
    private const int RefusalsKept = 4096;

    private readonly Dictionary<string, Session> _known = new(StringComparer.Ordinal);
    private readonly LinkedList<Session> _byAge = new();

    public ClientSessions(IReadOnlyDictionary<string, AssignmentNumber>? known = null)
    {
        if (known is null) return;
        foreach ((string name, AssignmentNumber number) in known)
        {
            Session session = Of(name);
            session.Admitted = session.Applied = number;
        }
    }

    public int Count => _known.Count;

    /// <summary>The last assignment of each session among these.</summary>
    public static IReadOnlyList<(string Session, AssignmentNumber Number)> MarksOf(IEnumerable<Assignment> wave)
    {
        Dictionary<string, AssignmentNumber>? marks = null;
        foreach (Assignment assignment in wave)
        {
            if (assignment.Session is not { } session) continue;
            marks ??= new Dictionary<string, AssignmentNumber>(StringComparer.Ordinal);
            marks[session] = AssignmentNumber.Max(assignment.Number, marks.GetValueOrDefault(session));
        }

        return marks is null ? [] : [.. marks.Select(mark => (mark.Key, mark.Value))];
    }

    /// <summary>Whether it is to be applied. A repeat is not; it is answered now, or with its original.</summary>
    public bool Admit(Assignment assignment)
    {
        if (assignment.Session is not { } name) return true;
        Session session = Of(name);
        if (assignment.Number > session.Admitted)
        {
            session.Admitted = assignment.Number;
            return true;
        }

        assignment.Drop();
        assignment.Values.Clear();
        if (session.RefusalOf(assignment.Number) is { } error) assignment.Fail(error);
        else if (assignment.Number <= session.Applied) assignment.Complete();
        else session.Repeats.Add(assignment);
        return false;
    }

    /// <summary>How far each session went.</summary>
    public IReadOnlyDictionary<string, AssignmentNumber> Applied() =>
        _byAge.ToDictionary(session => session.Name, session => session.Applied, StringComparer.Ordinal);

    /// <summary>An admitted one took effect: whoever repeated it may know.</summary>
    public void Applied(Assignment assignment)
    {
        if (assignment.Session is not { } name || !_known.TryGetValue(name, out Session? session)) return;
        session.Applied = AssignmentNumber.Max(session.Applied, assignment.Number);
        Answer(session, repeat => repeat.Number <= session.Applied, repeat => repeat.Complete());
    }

    /// <summary>An admitted one was refused for good, and so are its repeats.</summary>
    public void Refused(Assignment assignment, Exception error)
    {
        if (assignment.Session is not { } name || !_known.TryGetValue(name, out Session? session)) return;
        session.Refusals.Enqueue((assignment.Number, error));
        if (session.Refusals.Count > RefusalsKept) session.Refusals.Dequeue();
        session.Applied = AssignmentNumber.Max(session.Applied, assignment.Number);
        Answer(session, repeat => repeat.Number == assignment.Number, repeat => repeat.Fail(error));
    }

    /// <summary>Nothing more will be applied: nobody is left waiting.</summary>
    public void Break(Exception cause)
    {
        foreach (Session session in _byAge) Answer(session, _ => true, repeat => repeat.Fail(cause));
    }

    private static void Answer(Session session, Predicate<Assignment> isMeant, Action<Assignment> answer)
    {
        if (session.Repeats.Count == 0) return;
        foreach (Assignment repeat in session.Repeats.FindAll(isMeant)) answer(repeat);
        session.Repeats.RemoveAll(isMeant);
    }

    private Session Of(string name)
    {
        if (_known.TryGetValue(name, out Session? session)) _byAge.Remove(session.Age);
        else _known.Add(name, session = new Session(name));
        _byAge.AddLast(session.Age);
        if (_known.Count > Limit) ForgetOldest();
        return session;
    }

    /// <summary>One that has something under way stays, as the youngest.</summary>
    private void ForgetOldest()
    {
        Session oldest = _byAge.First!.Value;
        _byAge.RemoveFirst();
        if (oldest.Applied < oldest.Admitted) _byAge.AddLast(oldest.Age);
        else _known.Remove(oldest.Name);
    }

    private sealed class Session
    {
        public Session(string name) => (Name, Age) = (name, new LinkedListNode<Session>(this));

        public string Name { get; }

        public LinkedListNode<Session> Age { get; }

        /// <summary>The last one that was applied or is under way to be.</summary>
        public AssignmentNumber Admitted { get; set; }

        /// <summary>The last one that was answered.</summary>
        public AssignmentNumber Applied { get; set; }

        public List<Assignment> Repeats { get; } = [];

        public Queue<(AssignmentNumber Number, Exception Error)> Refusals { get; } = new();

        public Exception? RefusalOf(AssignmentNumber number) =>
            Refusals.FirstOrDefault(refusal => refusal.Number == number).Error;
    }
}

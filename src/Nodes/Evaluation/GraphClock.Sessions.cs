namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Each client counts its assignments, and sends again what was not acknowledged. One whose number is not above the
/// session's last was applied before, or is being applied: it is emptied, and joins the next wave, so that it is
/// acknowledged no sooner than the one that it repeats.
/// </summary>
internal sealed partial class GraphClock
{
    private readonly Sessions _sessions;

    private void DropRepeated(Assignment assignment)
    {
        if (assignment.Session is not { } session || assignment.Number > LastOf(session)) return;
        for (int i = 0; i < assignment.Values.Count; i++) assignment.Values[i].Value.Release();
        assignment.Values.Clear();
        assignment.IsRepeated = true;
    }

    /// <summary>The last number that is applied, or under way to be.</summary>
    private long LastOf(string session)
    {
        long last = _sessions.LastOf(session);
        foreach (Assignment known in _wave.Concat(_waiting))
        {
            if (known.Session == session && !known.IsRepeated) last = Math.Max(last, known.Number);
        }

        return last;
    }

    private IReadOnlyList<(string Session, long Number)> MarksOfWave() => [.. _wave
        .Where(assignment => assignment is { Session: not null, IsRepeated: false })
        .GroupBy(assignment => assignment.Session!, StringComparer.Ordinal)
        .Select(session => (session.Key, session.Max(assignment => assignment.Number)))];
}

using Dataflow.Nodes.Actors;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Which runs work a graph, from some moment on: its era. A message of an earlier era is void.
/// </summary>
/// <param name="Era">Counted by the clock, which begins one with each formation and each move.</param>
/// <param name="Runs">The runs that there are.</param>
internal record Formation(long Era, IReadOnlyList<RunId> Runs);

/// <summary>Whoever knows which runs there are -> clock: work with these from now on.</summary>
internal sealed class Reform(Formation formation) : Message
{
    public Formation Formation { get; } = formation;
}

/// <summary>
/// clock -> run: a new era begins. Nothing that was under way is, nothing is lent, and what holds, holds up to the
/// newest revision. Answered by <see cref="Formed"/>.
/// </summary>
internal sealed class Form(Formation formation, long newest) : Message
{
    public Formation Formation { get; } = formation;

    public long Newest { get; } = newest;
}

/// <summary>run -> clock: all that I send from now on is of this era.</summary>
internal sealed class Formed(RunId by, long era) : Message
{
    public RunId By { get; } = by;

    public long Era { get; } = era;
}

/// <summary>Whoever gave the run its place -> run: nobody needs you any more; let go of everything.</summary>
internal sealed class Dissolve : Message;

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The laws of a shard: of waves and eras, of values when they come to a cell, and of cells whenever no message is
/// being handled. Builds with laws check them, where a broken one fails the shard; in others nothing of this is there.
/// </summary>
[SuppressMessage("Performance", "CA1822", Justification = "The checks have state in builds with laws only.")]
internal sealed partial class ShardLaws
{
    /// <summary>A cell gets a value that holds for these revisions, or finds that it does.</summary>
    [Conditional(Invariant.Builds)]
    public static void CheckCovers(RevisionSpan span, Revision revision) =>
        Invariant.Holds(span.Covers(revision), "a value holds at the revision that it was made or found for");

    /// <summary>A cell that has its value gets the same one again.</summary>
    [Conditional(Invariant.Builds)]
    public static void CheckSame(ref Cell cell, in Value again) => Invariant.Holds(
        AreSame(ref cell, again), "what is computed twice for one revision has the same bits");

    /// <summary>A cell is to go.</summary>
    [Conditional(Invariant.Builds)]
    public static void CheckLeaves(ref Cell cell)
    {
        bool mayGo = cell.IsLeaving && cell.Users == 0;
        Invariant.Holds(mayGo, "a cell goes when its node was forgotten and nobody reads it");
        Invariant.Holds(cell.FirstLoan == Edge.NoMore, "who goes has lent nothing");
        Invariant.Holds(cell.Extras is not { ImporterCount: > 0 }, "no import is left of a cell that goes");
    }

    /// <summary>A question has come.</summary>
    [Conditional(Invariant.Builds)]
    public void CheckAsked(Eval eval) => Asked(eval);

    /// <summary>A wave has come, or comes again.</summary>
    [Conditional(Invariant.Builds)]
    public void CheckWave(Revision revision) => WaveCame(revision);

    /// <summary>A message of a wave was handled: whether an answer of another shard is owed from now on.</summary>
    [Conditional(Invariant.Builds)]
    public void NoteEngaged(bool isEngaged) => Engaged(isEngaged);

    /// <summary>An answer to a wave has come.</summary>
    [Conditional(Invariant.Builds)]
    public void CheckOwed() => AnswerCame();

    /// <summary>An era is to be entered.</summary>
    [Conditional(Invariant.Builds)]
    public void CheckEra(EraPlan plan) => Entering(plan);

    /// <summary>An era was entered: nothing of what was before is left.</summary>
    [Conditional(Invariant.Builds)]
    public void CheckEntered(Works works, Questions questions, Revision newest) => Entered(works, questions, newest);

    /// <summary>A message was handled.</summary>
    [Conditional(Invariant.Builds)]
    public void CheckCells() => Handled();

    partial void Asked(Eval eval);

    partial void WaveCame(Revision revision);

    partial void Engaged(bool isEngaged);

    partial void AnswerCame();

    partial void Entering(EraPlan plan);

    partial void Entered(Works works, Questions questions, Revision newest);

    partial void Handled();

    private static bool AreSame(ref Cell cell, in Value again) => (cell.Content, again.Content) switch
    {
        (null, null) => Value.AreSameNumber(cell.Value, again),
        (NdArray one, NdArray other) => ArrayBits.AreEqual(one, other),
        (Fault, Fault) => true,
        _ => cell.IsWaiting || again.Waiting is not null,
    };
}

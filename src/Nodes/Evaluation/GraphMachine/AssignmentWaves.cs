namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// When assignments take effect. What waits goes out together, as one wave at a time: where there is a store its values
/// are kept first, then the shards are told, and when all have answered the next revision is published. What was
/// acknowledged is thus in the store, and what the store refused never happened.
/// </summary>
internal sealed class AssignmentWaves(
    IGraphOutbox outbox, IEraPhase era, ActiveRevisions revisions, PastValueKeepers keepers, AssignmentBatch batch)
{
    private readonly List<Assignment> _waiting = [];
    private int _unanswered;
    private bool _isSaved;

    /// <summary>Whether no shard has to answer.</summary>
    public bool IsQuiet => _unanswered == 0;

    private Revision Next => revisions.Newest.Revision.Next;

    /// <summary>Joins the next wave, which begins now unless there is one.</summary>
    public void Add(Assignment assignment)
    {
        _waiting.Add(assignment);
        if (batch.IsEmpty) Begin();
    }

    /// <summary>The store has kept the wave's values, or refused them.</summary>
    public void Saved(Exception? error)
    {
        if (error is null)
        {
            SendSaved();
            return;
        }

        batch.Refuse(error);
        if (_waiting.Count > 0) Begin();
    }

    /// <summary>A shard has answered the wave.</summary>
    public void Answered()
    {
        if (!era.IsSteady) return; // of the era before
        Invariant.Holds(_unanswered > 0, "a wave is answered as often as it was sent");
        if (--_unanswered == 0) Publish();
    }

    /// <summary>An era begins: answers that are still to come are void.</summary>
    public void TakeBack() => _unanswered = 0;

    /// <summary>
    /// An era has begun: a wave that was on its way goes out again, whole. Whoever had it already finds nothing
    /// changed.
    /// </summary>
    public void SendAgain()
    {
        if (_isSaved) Send();
    }

    /// <summary>The engine broke: nobody is left waiting.</summary>
    public void Fail(Exception cause)
    {
        batch.Fail(cause);
        foreach (Assignment assignment in _waiting) assignment.TryFail(cause);
        _waiting.Clear();
    }

    private void Begin()
    {
        Invariant.Holds(batch.IsEmpty && !_isSaved && _unanswered == 0, "there is one wave at a time");
        batch.Take(_waiting);
        if (outbox.KeepsVariables) outbox.Save(batch.StepAt(Next));
        else SendSaved();
    }

    /// <summary>The wave's values are as safe as they will be: from now on it will be published.</summary>
    private void SendSaved()
    {
        _isSaved = true;
        if (era.IsSteady) Send();
    }

    private void Send()
    {
        Invariant.Holds(_isSaved && _unanswered == 0, "a wave goes out once in an era, when its values are kept");
        Invariant.Holds(era.IsSteady, "no wave goes out while an era begins");
        _unanswered = batch.SendAt(Next);
        if (_unanswered == 0) Publish();
    }

    private void Publish()
    {
        Invariant.Holds(_unanswered == 0 && _isSaved, "a revision is published when its wave is quiet");
        bool isOver = revisions.Publish(Next);
        _isSaved = false;
        batch.Acknowledge();
        if (isOver) keepers.TellAll();
        if (_waiting.Count > 0) Begin();
    }
}

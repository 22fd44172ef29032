using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>Surveys that are under way: what all shards hold together.</summary>
internal sealed class Surveys(IOutbox outbox, Planner planner)
{
    // By the number that the shards' answers have.
    private readonly Dictionary<int, Survey> _underWay = [];
    private int _number;

    /// <summary>Asks all shards.</summary>
    /// <param name="survey">The request.</param>
    /// <param name="forgotten">How many nodes were forgotten by now.</param>
    public void Begin(Survey survey, long forgotten)
    {
        int number = unchecked(_number++);
        foreach (ShardId shard in planner.Shards)
        {
            survey.Missing++;
            survey.Shards++;
            outbox.Send(shard, new CountCells(number));
        }

        survey.Forgotten = forgotten;
        if (survey.Missing == 0) survey.Complete();
        else _underWay.Add(number, survey);
    }

    /// <summary>A shard's answer. One that nobody waits for any more is left alone.</summary>
    public void Take(CellsCounted counted)
    {
        if (!_underWay.TryGetValue(counted.Number, out Survey? survey)) return;
        survey.Counts += counted.Counts;
        if (--survey.Missing > 0) return;
        _underWay.Remove(counted.Number);
        survey.Complete();
    }

    /// <summary>An era begins: takes back what is under way, to begin anew later.</summary>
    public IReadOnlyList<Survey> TakeBack()
    {
        Survey[] all = [.. _underWay.Values];
        _underWay.Clear();
        foreach (Survey survey in all) survey.Restart();
        return all;
    }

    /// <summary>The engine broke: nobody is left waiting.</summary>
    public void Fail(Exception cause)
    {
        foreach (Survey survey in _underWay.Values) survey.Fail(cause);
        _underWay.Clear();
    }
}

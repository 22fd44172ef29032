using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>What all shards hold together.</summary>
internal sealed partial class GraphMachine
{
    private readonly Dictionary<int, Survey> _surveys = [];
    private int _surveyNumber;
    private long _forgottenCount;

    private void On(Survey survey)
    {
        if (IsRefused(survey) || IsForLater(survey)) return;
        int number = unchecked(_surveyNumber++);
        foreach (ShardId shard in _planner.Shards)
        {
            survey.Missing++;
            survey.Shards++;
            _outbox.Send(shard, new CountCells(number));
        }

        survey.Forgotten = _forgottenCount;
        if (survey.Missing == 0) survey.Complete();
        else _surveys.Add(number, survey);
    }

    private void On(CellsCounted counted)
    {
        if (!_surveys.TryGetValue(counted.Number, out Survey? survey)) return;
        survey.Counts += counted.Counts;
        if (--survey.Missing > 0) return;
        _surveys.Remove(counted.Number);
        survey.Complete();
    }
}

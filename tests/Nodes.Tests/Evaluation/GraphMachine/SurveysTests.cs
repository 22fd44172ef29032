using Dataflow.Nodes.Evaluation;
using static Dataflow.Nodes.Tests.Evaluation.PartsDesk;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>A survey sums up what every shard says, each once.</summary>
public sealed class SurveysTests
{
    private readonly PartsDesk _desk = new(nodesInShard: 1);
    private readonly Surveys _surveys;

    public SurveysTests() => _surveys = new Surveys(_desk.Outbox, _desk.Planner);

    private CountCells[] Asked => [.. _desk.Outbox.Sent<CountCells>()];

    [Fact]
    public void Begin_WithoutShards_IsDoneAtOnce()
    {
        Survey survey = Begin(forgotten: 4);
        Assert.True(survey is { IsCompleted: true, Shards: 0, Forgotten: 4 });
    }

    [Fact]
    public void Take_OfAllShards_SumsUp()
    {
        PlaceTwo();
        Survey survey = Begin();
        Assert.Equal([First, Second], _desk.Outbox.Receivers<CountCells>());
        Answer(Asked[0], cells: 3);
        Assert.False(survey.IsCompleted);
        Answer(Asked[1], cells: 4);
        Assert.True(survey is { IsCompleted: true, Shards: 2, Counts.Cells: 7 });
    }

    [Fact]
    public void Take_OfTwoSurveys_TellsThemApart()
    {
        _desk.PlacedVariable();
        Survey one = Begin(), other = Begin();
        Answer(Asked[1], cells: 5);
        Assert.False(one.IsCompleted);
        Assert.Equal(5, other.Counts.Cells);
    }

    [Fact]
    public void Take_AfterTheLast_ChangesNothing()
    {
        _desk.PlacedVariable();
        Survey survey = Begin();
        Answer(Asked[0], cells: 5);
        Answer(Asked[0], cells: 5);
        Assert.Equal(5, survey.Counts.Cells);
    }

    [Fact]
    public void Begin_AfterItWasTakenBack_CountsAnew()
    {
        PlaceTwo();
        Survey survey = Begin();
        Answer(Asked[0], cells: 3);
        Assert.Equal([survey], _surveys.TakeBack());
        Answer(Asked[1], cells: 4); // void
        Assert.True(survey is { IsCompleted: false, Shards: 0, Counts.Cells: 0 });
        _surveys.Begin(survey, forgotten: 9);
        Answer(Asked[2], cells: 5);
        Answer(Asked[3], cells: 6);
        Assert.True(survey is { IsCompleted: true, Shards: 2, Counts.Cells: 11, Forgotten: 9 });
    }

    [Fact]
    public void Fail_WithSeveral_TellsAll()
    {
        _desk.PlacedVariable();
        Survey one = Begin(), other = Begin();
        var cause = new InvalidOperationException("a law");
        _surveys.Fail(cause);
        Assert.All([one, other], survey => Assert.Same(cause, survey.Error));
        Answer(Asked[0], cells: 1); // nobody waits for it
    }

    private void PlaceTwo()
    {
        _desk.PlacedVariable();
        _desk.PlacedVariable();
    }

    private Survey Begin(long forgotten = 0)
    {
        var survey = new Survey();
        _surveys.Begin(survey, forgotten);
        return survey;
    }

    private void Answer(CountCells asked, long cells) =>
        _surveys.Take(new CellsCounted(asked.Number, new ShardCounts(cells, 0, 0, 0)));
}

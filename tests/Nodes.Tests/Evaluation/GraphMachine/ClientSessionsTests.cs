using System.Globalization;
using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>Repeats are answered as their originals are, and no sooner.</summary>
public sealed class ClientSessionsTests
{
    private readonly ClientSessions _sessions = new(new Dictionary<string, AssignmentNumber> { ["old"] = new(7) });

    [Fact]
    public void Admit_OfARepeatWhileTheOriginalIsUnderWay_AnswersBothTogether()
    {
        Assignment first = New("s", 1), repeat = New("s", 1);
        Assert.True(_sessions.Admit(first));
        Assert.False(_sessions.Admit(repeat));
        Assert.False(repeat.IsCompleted);
        _sessions.Applied(first);
        Assert.True(repeat.IsCompleted);
        Assert.Null(repeat.Error);
    }

    [Fact]
    public void Admit_OfARepeatOfWhatWasApplied_AnswersAtOnce()
    {
        Assignment first = New("s", 5), earlier = New("s", 3);
        Assert.True(_sessions.Admit(first));
        _sessions.Applied(first);
        Assert.False(_sessions.Admit(earlier));
        Assert.True(earlier.IsCompleted);
        Assert.True(_sessions.Admit(New("s", 6)));
    }

    [Fact]
    public void Admit_AfterARestart_KnowsWhatWasKept()
    {
        Assert.False(_sessions.Admit(New("old", 7)));
        Assert.True(_sessions.Admit(New("old", 8)));
    }

    [Fact]
    public void Admit_OfARepeatOfWhatWasRefused_IsRefusedToo()
    {
        Assignment first = New("s", 1), second = New("s", 2), waiting = New("s", 1), late = New("s", 1);
        Assert.True(_sessions.Admit(first));
        Assert.True(_sessions.Admit(second));
        Assert.False(_sessions.Admit(waiting));
        var refusal = new DataflowException("the disk is full");
        _sessions.Refused(first, refusal);
        Assert.Same(refusal, waiting.Error);
        _sessions.Applied(second);
        Assert.False(_sessions.Admit(late));
        Assert.Same(refusal, late.Error);
    }

    [Fact]
    public void Admit_WithoutASession_IsAlwaysAdmitted()
    {
        Assert.True(_sessions.Admit(new Assignment()));
        Assert.True(_sessions.Admit(new Assignment()));
    }

    [Fact]
    public void Admit_OfVeryManySessions_ForgetsThoseSilentLongest()
    {
        Assignment busy = New("busy", 1);
        Assert.True(_sessions.Admit(busy));
        for (int i = 0; i < ClientSessions.Limit + 10; i++)
        {
            Assignment one = New(i.ToString(CultureInfo.InvariantCulture), 1);
            Assert.True(_sessions.Admit(one));
            _sessions.Applied(one);
        }

        Assert.InRange(_sessions.Count, ClientSessions.Limit - 1, ClientSessions.Limit + 1);
        Assert.False(_sessions.Admit(New("busy", 1)));
        Assert.True(_sessions.Admit(New("old", 7)));
    }

    [Fact]
    public void MarksOf_AWave_AreTheLastOfEachSession() => Assert.Equal(
        [("a", new(3)), ("b", new(1))],
        ClientSessions.MarksOf([New("a", 2), New("a", 3), new Assignment(), New("b", 1)]).OrderBy(
            mark => mark.Session));

    private static Assignment New(string session, long number) => new() { Session = session, Number = new(number) };
}

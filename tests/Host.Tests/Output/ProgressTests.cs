using System.Globalization;
using Dataflow.Host.Output;

namespace Dataflow.Host.Tests.Output;

public sealed class ProgressTests
{
    [Fact]
    public void Start_OnATerminal_ShowsWhatGoesOnAndTakesItBack()
    {
        using StringWriter error = new(CultureInfo.InvariantCulture);
        ManualTime time = new();
        using (Progress.Start(new HostConsole(TextWriter.Null, error, time, IsTerminal: true), () => "evaluating c"))
        {
            Assert.Equal("", error.ToString());
            time.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal("\revaluating c, 2 s", error.ToString());
        }

        string blank = new(' ', "evaluating c, 2 s".Length);
        Assert.EndsWith($"\r{blank}\r", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, time.TimersRunning);
    }

    [Fact]
    public void Dispose_BeforeASecond_LeavesNoTrace()
    {
        using StringWriter error = new(CultureInfo.InvariantCulture);

        HostConsole console = new(TextWriter.Null, error, new ManualTime(), IsTerminal: true);

        Progress.Start(console, () => "c").Dispose();

        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void Start_InAPipe_SaysNothing()
    {
        using StringWriter error = new(CultureInfo.InvariantCulture);
        ManualTime time = new();
        using Progress progress =
            Progress.Start(new HostConsole(TextWriter.Null, error, time, IsTerminal: false), () => "c");

        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("", error.ToString());
    }
}

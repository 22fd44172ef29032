using Dataflow.Host.Output;
using Dataflow.Nodes;

namespace Dataflow.Host.LocalCluster;

/// <summary>
/// What a cluster prints: its own words on the output, what its members print on the errors, each line with who said
/// it. Safe for any number of threads.
/// </summary>
internal sealed class ClusterOutput(HostConsole console)
{
    private readonly Lock _gate = new();

    public TimeProvider Time => console.Time;

    public void Say(string text)
    {
        lock (_gate)
        {
            console.Out.WriteLine(text);
            console.Out.Flush();
        }
    }

    public void Relay(string member, string line)
    {
        lock (_gate) console.Error.WriteLine(VisibleText.WithTabs($"{member} | {line}"));
    }

    public void Fail(string text)
    {
        lock (_gate) console.WriteError(text);
    }
}

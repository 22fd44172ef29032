using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>Counts what came from nodes of other members. Safe for any number of threads.</summary>
internal sealed class Traffic
{
    private long _frames;
    private long _letters;

    /// <summary>How often letters came, as many together as a frame had.</summary>
    public long Frames => Interlocked.Read(ref _frames);

    /// <summary>How many letters came.</summary>
    public long Letters => Interlocked.Read(ref _letters);

    /// <summary>Letters came together; those of the table of members are not counted.</summary>
    public void Came(IReadOnlyList<Letter> letters)
    {
        if (letters.Count == 0 || letters[0].Body.BodyCase != Post.BodyOneofCase.Node) return;
        Interlocked.Increment(ref _frames);
        Interlocked.Add(ref _letters, letters.Count);
    }
}

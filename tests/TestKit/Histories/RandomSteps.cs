using System.Runtime.InteropServices;
using Dataflow.Nodes;
using Dataflow.Nodes.Storage;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.TestKit.Histories;

/// <summary>
/// Steps of a graph as a home appends them, drawn by chance: new nodes, constants, values of any bits in both
/// precisions, sessions, names, nodes that leave; some older than what is kept, some said twice.
/// </summary>
internal sealed class RandomSteps(Random chance, int mostElements = 40)
{
    private readonly List<StoredStep> _said = [];
    private int _nodes;
    private int _fresh;
    private long _revision;

    public StoredStep Next()
    {
        if (_said.Count > 0 && chance.Next(10) == 0) return _said[chance.Next(_said.Count)];
        long revision = chance.Next(8) == 0 ? chance.NextInt64(_revision + 1) : ++_revision;
        int[] forgotten = [.. Enumerable.Range(0, chance.Next(3)).Select(_ => chance.Next(6))];
        int fresh = chance.Next(3);
        var step = new StoredStep(new(revision))
        {
            Forgotten = forgotten,
            Nodes =
            [
                .. forgotten.Distinct().Where(_ => chance.Next(2) == 0).Select(Node),
                .. Enumerable.Range(_nodes, fresh).Select(Node),
            ],
            Names = [.. Enumerable.Range(0, chance.Next(2)).Select(_ => Name())],
            Values = [.. Enumerable.Range(0, chance.Next(4)).Select(_ => Value(revision))],
            Sessions = [.. Enumerable.Range(0, chance.Next(3)).Select(_ => Mark())],
        };
        _said.Add(step);
        _nodes += fresh;
        _fresh = fresh;
        return step;
    }

    /// <summary>The step that was drawn last was lost: its nodes come again.</summary>
    public void Forget(StoredStep last)
    {
        _said.Remove(last);
        _nodes -= _fresh;
    }

    private StoredNode Node(int id)
    {
        var definition = new Definition { Id = id, Kind = Kind.Operation, Operator = "add", Name = $"n{id}" };
        if (id > 0) definition.Operands.Add(chance.Next(id));
        return chance.Next(4) == 0 ? new StoredNode(definition, Array()) : new StoredNode(definition);
    }

    private StoredValue Value(long revision) => new(new NodeId(chance.Next(6)), Array(), new Revision(revision));

    private NamedNode Name() =>
        new($"name{chance.Next(3)}", chance.Next(3) == 0 ? null : chance.Next(6));

    private (string Session, AssignmentNumber Number) Mark() =>
        ($"s{chance.Next(4)}", new AssignmentNumber(chance.NextInt64(100)));

    private NdArray Array()
    {
        Shape shape = chance.Next(4) switch
        {
            0 => Shape.Scalar,
            1 => Shape.Of(0, 3),
            2 => Shape.Of(chance.Next(1, mostElements)),
            _ => Shape.Of(chance.Next(1, 4), chance.Next(1, mostElements)),
        };
        return chance.Next(2) == 0 ? Array<double>(shape) : Array<float>(shape);
    }

    private NdArray<T> Array<T>(Shape shape) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        T[] elements = new T[shape.Length];
        chance.NextBytes(MemoryMarshal.AsBytes(elements.AsSpan()));
        return NdArray<T>.From(elements, shape);
    }
}

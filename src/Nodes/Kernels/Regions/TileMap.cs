using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>Fills an array by a tile machine, part by part; large ones by several threads.</summary>
internal sealed unsafe class TileMap<T> : PartedWork where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TileMachine<T> _machine;
    private readonly ArrayElements<T> _result;
    private readonly long _part;

    private TileMap(TileMachine<T> machine, ArrayElements<T> result, long part) =>
        (_machine, _result, _part) = (machine, result, part);

    public static void Run(TileMachine<T> machine, ArrayElements<T> result)
    {
        if (result.Length == 0) return;
        long part = Parts.Length(result.Length, machine.Cost);
        new TileMap<T>(machine, result, part).RunAll((int)((result.Length + part - 1) / part));
    }

    public override void Do(int part)
    {
        long start = part * _part;
        long length = Math.Min(_part, _result.Length - start);
        _machine.Fill(_result.Pointer + start, start, length, streams: _result.Bytes >= Streaming.LeastBytes);
    }

    private void RunAll(int parts)
    {
        if (parts == 1) Do(0);
        else Team.Run(this, parts);
    }
}

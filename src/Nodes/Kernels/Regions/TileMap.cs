using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>Fills an array from a source, part by part; large ones by several threads.</summary>
internal sealed unsafe class TileMap<T> : PartedWork where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ITileSource<T> _source;
    private readonly NdArray<T> _result;
    private readonly long _part;

    private TileMap(ITileSource<T> source, NdArray<T> result, long part) =>
        (_source, _result, _part) = (source, result, part);

    public static void Run(ITileSource<T> source, NdArray<T> result)
    {
        if (result.Length == 0) return;
        long part = Parts.Length(result.Length, source.Cost);
        new TileMap<T>(source, result, part).RunAll((int)((result.Length + part - 1) / part));
    }

    public override void Do(int part)
    {
        long start = part * _part;
        _source.Fill(_result.Pointer + start, start, Math.Min(_part, _result.Length - start));
    }

    private void RunAll(int parts)
    {
        if (parts == 1) Do(0);
        else Team.Run(this, parts);
    }
}

using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Runs a tile program: for each tile, all steps, with what lies between them in registers of a tile each, so that all
/// of them stay in the nearest cache. A tile never crosses a row where inputs are repeated along other axes; where
/// rows are too short for that, such inputs are copied into registers of their own first.
/// </summary>
internal sealed unsafe class TileMachine<T> : ITileSource<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int CacheBytes = 32 << 10;
    private const int MaxTileBytes = 4 << 10;
    private const int MinTile = 64;
    private const int ShortRow = 128;
    private const int SourcesInPlace = 4;

    private readonly TileProgram<T> _program;
    private readonly TileAxes _axes;
    private readonly bool _copiesInputs;
    private readonly bool _cutsRows;
    private readonly int _tile;

    public TileMachine(TileProgram<T> program, Shape shape)
    {
        _program = program;
        _axes = TileAxes.Of(program.Inputs, shape);
        _copiesInputs = _axes.Count > 1 && _axes.RowLength < ShortRow;
        _cutsRows = _axes.Count > 1 && !_copiesInputs;
        int tile = Math.Min(CacheBytes / Slots, MaxTileBytes) / sizeof(T);
        _tile = Math.Max(MinTile, tile / MinTile * MinTile);
    }

    public long Cost => _program.Cost;

    private int Slots => _program.RegisterCount + _program.Inputs.Count;

    /// <inheritdoc/>
    public void Fill(T* destination, long start, long length)
    {
        T** slots = stackalloc T*[Slots];
        long* steps = stackalloc long[Slots];
        T* numbers = stackalloc T[_program.Inputs.Count];
        var memory = (T*)TileArena.Rent((Slots + 1) * _tile * sizeof(T));
        LayOut(slots, steps, numbers, memory);
        for (long end = start + length; start < end;)
        {
            long piece = Math.Min(end - start, _tile);
            if (_cutsRows) piece = Math.Min(piece, _axes.RowLength - (start % _axes.RowLength));
            Aim(slots, memory, start, piece);
            Run(slots, steps, destination, piece);
            start += piece;
            destination += piece;
        }
    }

    /// <summary>What is the same for all tiles: registers, numbers, and how inputs run along a tile.</summary>
    private void LayOut(T** slots, long* steps, T* numbers, T* memory)
    {
        int registers = _program.RegisterCount;
        for (int i = 0; i < registers; i++)
        {
            slots[i] = memory + ((long)i * _tile);
            steps[i] = 1;
        }

        for (int i = 0; i < _program.Inputs.Count; i++)
        {
            numbers[i] = _program.Inputs[i].Number;
            slots[registers + i] = numbers + i;
            bool isNumber = _program.Inputs[i].Array is null;
            steps[registers + i] = isNumber ? 0 : _copiesInputs ? 1 : _axes.RowSteps[i];
        }
    }

    private void Aim(T** slots, T* memory, long start, long length)
    {
        int registers = _program.RegisterCount;
        (long row, long column) = _axes.Count == 1 ? (0, start) : Math.DivRem(start, _axes.RowLength);
        for (int i = 0; i < _program.Inputs.Count; i++)
        {
            if (_program.Inputs[i].Array is not { } array) continue;
            if (_copiesInputs)
            {
                slots[registers + i] = memory + ((long)(registers + i) * _tile);
                Copy(i, array.Pointer, row, column, slots[registers + i], length);
                continue;
            }

            slots[registers + i] = array.Pointer + _axes.OffsetOf(i, row) + (column * _axes.RowSteps[i]);
        }
    }

    private void Copy(int input, T* array, long row, long column, T* to, long length)
    {
        long step = _axes.RowSteps[input];
        for (T* end = to + length; to < end; row++, column = 0)
        {
            long here = Math.Min(end - to, _axes.RowLength - column);
            T* from = array + _axes.OffsetOf(input, row) + (column * step);
            for (long i = 0; i < here; i++) to[i] = from[i * step];
            to += here;
        }
    }

    private void Run(T** slots, long* steps, T* destination, long length)
    {
        ReadOnlySpan<TileStep<T>> program = _program.Steps;
        ReadOnlySpan<int> sources = _program.Sources;
        T** operands = stackalloc T*[SourcesInPlace];
        long* operandSteps = stackalloc long[SourcesInPlace];
        for (int i = 0; i < program.Length; i++)
        {
            ref readonly TileStep<T> step = ref program[i];
            for (int k = 0; k < step.SourceCount; k++)
            {
                int slot = sources[step.FirstSource + k];
                operands[k] = slots[slot];
                operandSteps[k] = steps[slot];
            }

            step.Row(operands, operandSteps, i == program.Length - 1 ? destination : slots[step.Target], length);
        }
    }
}

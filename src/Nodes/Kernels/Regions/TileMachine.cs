using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Runs a tile program: for each tile, all steps, with what lies between them in registers of a tile each, so that all
/// of them stay in the nearest cache. A tile never crosses a row where inputs are repeated along other axes; where
/// rows are too short for that, such inputs are copied into registers of their own first.
/// </summary>
/// <remarks>Its loops are compiled for good at once: a first evaluation often is the only one.</remarks>
internal sealed unsafe class TileMachine<T> : ITileSource<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int CacheBytes = 32 << 10;
    private const int MaxTileBytes = 4 << 10;
    private const int MaxBytesOfOnePass = 16 << 10;
    private const int MinTile = 64;
    private const int ShortRow = 128;
    private const int MostSources = 16;

    private readonly TileInput<T>[] _inputs;
    private readonly TilePlan<T> _plan;
    private readonly TileAxes _axes;
    private readonly bool _copiesInputs;
    private readonly bool _cutsRows;
    private readonly int _tile;

    /// <summary>A machine for a program over a shape, to which all inputs broadcast.</summary>
    public TileMachine(TileProgram<T> program, Shape shape) : this(program, shape, TilePlans<T>.Of)
    {
    }

    /// <summary>The same with a plan of the caller's.</summary>
    public TileMachine(TileProgram<T> program, Shape shape, TilePlanner<T> planner)
    {
        (_inputs, Cost) = ([.. program.Inputs], program.Cost);
        _axes = TileAxes.Of(_inputs, shape);
        _copiesInputs = _axes.Count > 1 && _axes.RowLength < ShortRow;
        _cutsRows = _axes.Count > 1 && !_copiesInputs;
        Span<bool> isRepeated = stackalloc bool[_inputs.Length];
        for (int i = 0; i < isRepeated.Length; i++) isRepeated[i] = StepOf(i) == 0;
        _plan = planner(program, isRepeated, shape.Length);
        int most = _plan.Steps.Length == 1 ? MaxBytesOfOnePass : MaxTileBytes;
        int tile = Math.Min(CacheBytes / Slots, most) / sizeof(T);
        _tile = Math.Max(MinTile, tile / MinTile * MinTile);
    }

    /// <inheritdoc/>
    public long Cost { get; }

    private int Slots => _plan.RegisterCount + _inputs.Length;

    /// <inheritdoc/>
    public void Fill(T* destination, long start, long length) => Fill(destination, start, length, streams: false);

    /// <summary>The same; if asked to, past the caches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(T* destination, long start, long length, bool streams)
    {
        T** slots = stackalloc T*[Slots];
        long* steps = stackalloc long[Slots];
        T* numbers = stackalloc T[_inputs.Length];
        var memory = (T*)TileArena.Rent((Slots + 1) * _tile * sizeof(T));
        LayOut(slots, steps, numbers, memory);
        for (long end = start + length; start < end;)
        {
            long piece = Math.Min(end - start, _tile);
            if (_cutsRows) piece = Math.Min(piece, _axes.RowLength - (start % _axes.RowLength));
            Aim(slots, memory, start, piece);
            T* target = streams ? memory + ((long)Slots * _tile) : destination;
            Run(slots, steps, target, piece);
            if (streams) Streaming.Copy(target, destination, piece * sizeof(T));
            start += piece;
            destination += piece;
        }

        if (streams) Streaming.End();
        GC.KeepAlive(this); // and with it the inputs, which the loops above know by their addresses only
    }

    /// <summary>What is the same for all tiles: registers, numbers, and how inputs run along a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LayOut(T** slots, long* steps, T* numbers, T* memory)
    {
        int registers = _plan.RegisterCount;
        for (int i = 0; i < registers; i++)
        {
            slots[i] = memory + ((long)i * _tile);
            steps[i] = 1;
        }

        for (int i = 0; i < _inputs.Length; i++)
        {
            numbers[i] = _inputs[i].Number;
            slots[registers + i] = numbers + i;
            steps[registers + i] = StepOf(i);
        }
    }

    private long StepOf(int input) => _inputs[input].Array is null ? 0 : _copiesInputs ? 1 : _axes.RowSteps[input];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Aim(T** slots, T* memory, long start, long length)
    {
        int registers = _plan.RegisterCount;
        (long row, long column) = _axes.Count == 1 ? (0, start) : Math.DivRem(start, _axes.RowLength);
        for (int i = 0; i < _inputs.Length; i++)
        {
            if (_inputs[i].Array is not { } array) continue;
            if (_copiesInputs)
            {
                slots[registers + i] = memory + ((long)(registers + i) * _tile);
                Copy(i, array.Pointer, row, column, slots[registers + i], length);
                continue;
            }

            slots[registers + i] = array.Pointer + _axes.OffsetOf(i, row) + (column * _axes.RowSteps[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run(T** slots, long* steps, T* destination, long length)
    {
        ReadOnlySpan<TileStep<T>> program = _plan.Steps;
        ReadOnlySpan<int> sources = _plan.Sources;
        T** operands = stackalloc T*[MostSources];
        long* operandSteps = stackalloc long[MostSources];
        for (int i = 0; i < program.Length; i++)
        {
            ref readonly TileStep<T> step = ref program[i];
            for (int k = 0; k < step.SourceCount; k++)
            {
                int slot = sources[step.FirstSource + k];
                operands[k] = slots[slot];
                operandSteps[k] = steps[slot];
            }

            T* target = i == program.Length - 1 ? destination : slots[step.Target];
            if (step.Code is { } code) code(operands, operandSteps, target, length);
            else step.Kernel.Row(operands, operandSteps, target, length);
        }
    }
}

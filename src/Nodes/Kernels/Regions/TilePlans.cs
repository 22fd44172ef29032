using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>Makes the plan of a program, of which these inputs are one element a tile, over so many elements.</summary>
internal delegate TilePlan<T> TilePlanner<T>(TileProgram<T> program, ReadOnlySpan<bool> isRepeated, long elements)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>
/// The plans made so far, by the form of their programs. A form runs step by step at first; once it has seen enough
/// elements to repay the compiler, neighbouring steps become one pass of generated code. Where code cannot be
/// generated everything runs step by step, with the same bits.
/// </summary>
internal static class TilePlans<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    // A form has a few kilobytes; who makes ever new ones would fill the memory with them.
    private const int MostForms = 4096;

    private static readonly ConcurrentDictionary<TileKey, TileForm<T>> Forms = new();

    /// <summary>Whether steps may become generated code; tests compare both ways.</summary>
    public static bool GeneratesCode { get; set; } = RuntimeFeature.IsDynamicCodeCompiled;

    /// <summary>The plan of a program that is about to run over so many elements.</summary>
    public static TilePlan<T> Of(TileProgram<T> program, ReadOnlySpan<bool> isRepeated, long elements)
    {
        TileKey key = program.ToKey(isRepeated);
        if (!Forms.TryGetValue(key, out TileForm<T>? form))
        {
            if (Forms.Count >= MostForms) Forms.Clear();
            form = Forms.GetOrAdd(key, new TileForm<T>(program, isRepeated));
        }

        return form.PlanFor(program, isRepeated, elements);
    }
}

/// <summary>One form of program: its plan, and how much it was used.</summary>
internal sealed class TileForm<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    // Compiling takes about 0.3 ms for cheap kernels, and a pass saved is worth 0.05 ns an element; heavy ones take
    // ten times as long to compile and save the same.
    private const long CheapElements = 400_000;
    private const long HeavyElements = 4_000_000;

    private readonly TilePlan<T> _stepByStep;
    private readonly bool _hasHeavy;
    private TilePlan<T>? _fused;
    private long _elements;

    public TileForm(TileProgram<T> first, ReadOnlySpan<bool> isRepeated)
    {
        (_stepByStep, _hasHeavy) = (TileFusion<T>.Apart(first), HasHeavy(first));
        TileWarming<T>.Run(_stepByStep, isRepeated);
    }

    public TilePlan<T> PlanFor(TileProgram<T> program, ReadOnlySpan<bool> isRepeated, long elements)
    {
        if (!TilePlans<T>.GeneratesCode || (program.Steps.Length == 1 && _hasHeavy)) return _stepByStep;
        if (Volatile.Read(ref _fused) is { } fused) return fused;
        long enough = _hasHeavy ? HeavyElements : CheapElements;
        if (Interlocked.Add(ref _elements, elements) - elements < enough) return _stepByStep;
        fused = TileFusion<T>.Together(program, isRepeated);
        Volatile.Write(ref _fused, fused);
        return fused;
    }

    private static bool HasHeavy(TileProgram<T> program)
    {
        foreach (ref readonly TileStep<T> step in program.Steps)
        {
            if (step.Kernel.IsHeavy) return true;
        }

        return false;
    }
}

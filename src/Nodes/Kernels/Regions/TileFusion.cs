using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Makes passes of a program's steps: one each, or several neighbours together. A pass has at most one heavy kernel:
/// two in one loop body are a chain too long for the processor to overlap, and slower than two passes over a tile.
/// </summary>
internal static class TileFusion<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Each step a pass of its own.</summary>
    public static TilePlan<T> Apart(TileProgram<T> program)
    {
        TileStep<T>[] steps = program.Steps.ToArray();
        var sources = new List<int>();
        foreach (ref readonly TileStep<T> step in program.Steps) sources.AddRange(program.SourcesOf(step));
        return TilePlan<T>.Of(steps, [.. sources]);
    }

    /// <summary>Steps that only one other step reads join its pass, as far as there is room.</summary>
    public static TilePlan<T> Together(TileProgram<T> program, ReadOnlySpan<bool> isRepeated)
    {
        TileSegment<T>?[] segments = Join(program);
        var passes = new List<TileStep<T>>();
        var sources = new List<int>();
        int[] passOf = new int[segments.Length];
        for (int i = 0; i < segments.Length; i++)
        {
            if (segments[i] is not { } segment) continue;
            passOf[i] = passes.Count;
            TileStep<T> pass = program.Steps[i];
            bool isGenerated = segment.Steps.Count > 1 || segment.IsCheap;
            // A kernel's own loop takes what it reads twice twice.
            IEnumerable<int> read = isGenerated ? segment.Sources : program.SourcesOf(pass).ToArray();
            pass.FirstSource = sources.Count;
            sources.AddRange(read.Select(source => source < 0 ? source : passOf[source]));
            pass.SourceCount = sources.Count - pass.FirstSource;
            if (isGenerated && RuntimeFeature.IsDynamicCodeSupported)
                pass.Code = TileCompiler<T>.Compile(program, segment, isRepeated);
            passes.Add(pass);
        }

        return TilePlan<T>.Of([.. passes], [.. sources]);
    }

    /// <summary>The segment that ends in each step; null where the step has joined a later one.</summary>
    private static TileSegment<T>?[] Join(TileProgram<T> program)
    {
        var segments = new TileSegment<T>?[program.Steps.Length];
        int[] readers = ReadersOf(program);
        for (int i = 0; i < segments.Length; i++)
        {
            var segment = new TileSegment<T>(program, i);
            foreach (int source in program.SourcesOf(program.Steps[i]))
            {
                if (source < 0 || readers[source] > 1 || segments[source] is not { } earlier) continue;
                if (segment.TryJoin(earlier, source)) segments[source] = null;
            }

            segments[i] = segment;
        }

        return segments;
    }

    /// <summary>How many steps read each step.</summary>
    private static int[] ReadersOf(TileProgram<T> program)
    {
        int[] readers = new int[program.Steps.Length], lastReader = new int[program.Steps.Length];
        for (int i = 0; i < program.Steps.Length; i++)
        {
            foreach (int source in program.SourcesOf(program.Steps[i]))
            {
                if (source < 0 || lastReader[source] == i) continue;
                lastReader[source] = i;
                readers[source]++;
            }
        }

        return readers;
    }
}

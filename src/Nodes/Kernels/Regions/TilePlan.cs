using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// A tile program ready to run: its passes over a tile, each with the register that it writes. Registers are given out
/// anew when what they hold was read for the last time, in the very pass that reads it. Kept and shared by all
/// programs of the same form.
/// </summary>
/// <remarks>A source is a slot here: registers first, then inputs.</remarks>
internal sealed class TilePlan<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TileStep<T>[] _steps;
    private readonly int[] _sources;

    private TilePlan(TileStep<T>[] steps, int[] sources, int registerCount) =>
        (_steps, _sources, RegisterCount) = (steps, sources, registerCount);

    public ReadOnlySpan<TileStep<T>> Steps => _steps;

    public ReadOnlySpan<int> Sources => _sources;

    /// <summary>How many tiles lie between the passes at a time, the last result included.</summary>
    public int RegisterCount { get; }

    /// <summary>A plan for passes whose sources are numbers of passes, or complements of numbers of inputs.</summary>
    public static TilePlan<T> Of(TileStep<T>[] steps, int[] sources)
    {
        int[] last = LastReaders(steps, sources);
        var free = new Stack<int>();
        int registers = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            foreach (ref int source in sources.AsSpan(steps[i].FirstSource, steps[i].SourceCount))
            {
                int step = source;
                if (step < 0) continue;
                source = steps[step].Target;
                if (last[step] != i) continue;
                free.Push(source);
                last[step] = -1; // given back once, even if it is read twice here
            }

            steps[i].Target = free.TryPop(out int register) ? register : registers++;
        }

        foreach (ref int source in sources.AsSpan())
        {
            if (source < 0) source = registers + ~source;
        }

        return new TilePlan<T>(steps, sources, registers);
    }

    private static int[] LastReaders(TileStep<T>[] steps, int[] sources)
    {
        int[] last = new int[steps.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            foreach (int source in sources.AsSpan(steps[i].FirstSource, steps[i].SourceCount))
            {
                if (source >= 0) last[source] = i;
            }
        }

        return last;
    }
}

using System.Numerics;
using System.Runtime.InteropServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// What is to be done to each element of a region, as a list of steps: each a row loop over inputs and over results of
/// earlier steps. The last step's result is the region's. A <see cref="TileMachine{T}"/> runs all steps on one tile
/// after the other, so that what lies between them stays in the nearest cache.
/// </summary>
/// <remarks>
/// While steps are added, a source is the number of a step, or the complement of the number of an input. Afterwards it
/// is a slot: registers first, then inputs. A step may write to the register of a source that is read there last.
/// </remarks>
internal sealed unsafe class TileProgram<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<TileInput<T>> _inputs = [];
    private readonly List<TileStep<T>> _steps = [];
    private readonly List<int> _sources = [];

    public IReadOnlyList<TileInput<T>> Inputs => _inputs;

    public int StepCount => _steps.Count;

    /// <summary>How many tiles lie between the steps at a time, the last result included.</summary>
    public int RegisterCount { get; private set; }

    /// <summary>About how long an element takes, in hundredths of a nanosecond.</summary>
    public long Cost { get; private set; }

    public ReadOnlySpan<TileStep<T>> Steps => CollectionsMarshal.AsSpan(_steps);

    public ReadOnlySpan<int> Sources => CollectionsMarshal.AsSpan(_sources);

    /// <summary>An array to read, broadcast to the region's shape; one that is added twice is one input.</summary>
    public int AddInput(NdArray<T> array)
    {
        for (int i = 0; i < _inputs.Count; i++)
        {
            if (ReferenceEquals(_inputs[i].Array, array)) return ~i;
        }

        _inputs.Add(new TileInput<T>(array, default));
        return ~(_inputs.Count - 1);
    }

    /// <summary>A number to read, the same for all elements.</summary>
    public int AddInput(T number)
    {
        _inputs.Add(new TileInput<T>(null, number));
        return ~(_inputs.Count - 1);
    }

    /// <summary>Adds a step; its result is the source that is returned.</summary>
    public int AddStep(delegate*<T**, long*, T*, long, void> row, ReadOnlySpan<int> sources, long cost)
    {
        _steps.Add(new TileStep<T> { Row = row, FirstSource = _sources.Count, SourceCount = sources.Length });
        _sources.AddRange(sources);
        Cost += cost;
        return _steps.Count - 1;
    }

    /// <summary>Gives every step a register; nothing is added afterwards.</summary>
    public void Seal()
    {
        int[] last = LastReaders();
        var free = new Stack<int>();
        Span<TileStep<T>> steps = CollectionsMarshal.AsSpan(_steps);
        for (int i = 0; i < steps.Length; i++)
        {
            Span<int> sources = SourcesOf(steps[i]);
            foreach (ref int source in sources)
            {
                int step = source;
                if (step < 0) continue;
                source = steps[step].Target;
                if (last[step] != i) continue;
                free.Push(source);
                last[step] = -1; // freed once, even if it is read twice here
            }

            steps[i].Target = free.TryPop(out int register) ? register : RegisterCount++;
        }

        foreach (ref int source in CollectionsMarshal.AsSpan(_sources))
        {
            if (source < 0) source = RegisterCount + ~source;
        }
    }

    private int[] LastReaders()
    {
        int[] last = new int[_steps.Count];
        for (int i = 0; i < _steps.Count; i++)
        {
            foreach (int source in SourcesOf(_steps[i]))
            {
                if (source >= 0) last[source] = i;
            }
        }

        return last;
    }

    private Span<int> SourcesOf(in TileStep<T> step) =>
        CollectionsMarshal.AsSpan(_sources).Slice(step.FirstSource, step.SourceCount);
}

/// <summary>What a tile program reads from outside: an array, or a number where there is none.</summary>
internal readonly record struct TileInput<T>(NdArray<T>? Array, T Number)
    where T : unmanaged, IFloatingPointIeee754<T>;

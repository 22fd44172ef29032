using System.Numerics;
using System.Runtime.InteropServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// What is to be done to each element of a region, as a list of steps: each a kernel over inputs and over results of
/// earlier steps. The last step's result is the region's.
/// </summary>
/// <remarks>A source is the number of a step, or the complement of the number of an input.</remarks>
internal sealed unsafe class TileProgram<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<TileInput<T>> _inputs = new(4);
    private readonly List<TileStep<T>> _steps = new(16);
    private readonly List<int> _sources = new(16);

    public IReadOnlyList<TileInput<T>> Inputs => _inputs;

    public ReadOnlySpan<TileStep<T>> Steps => CollectionsMarshal.AsSpan(_steps);

    /// <summary>About how long an element takes, in hundredths of a nanosecond.</summary>
    public long Cost { get; private set; }

    /// <summary>An array to read, broadcast to the region's shape; one that is added twice is one input.</summary>
    public int AddInput(ArrayElements<T> array)
    {
        for (int i = 0; i < _inputs.Count; i++)
        {
            if (!ReferenceEquals(_inputs[i].Array, array)) continue;
            _inputs[i] = _inputs[i] with { Reads = _inputs[i].Reads + 1 };
            return ~i;
        }

        _inputs.Add(new TileInput<T>(array, default, 1));
        return ~(_inputs.Count - 1);
    }

    /// <summary>A number to read, the same for all elements.</summary>
    public int AddInput(T number)
    {
        _inputs.Add(new TileInput<T>(null, number, 1));
        return ~(_inputs.Count - 1);
    }

    /// <summary>Adds a step; its result is the source that is returned.</summary>
    public int AddStep(in TileKernel<T> kernel, ReadOnlySpan<int> sources)
    {
        _steps.Add(new TileStep<T> { Kernel = kernel, FirstSource = _sources.Count, SourceCount = sources.Length });
        _sources.AddRange(sources);
        Cost += kernel.Cost;
        return _steps.Count - 1;
    }

    public ReadOnlySpan<int> SourcesOf(in TileStep<T> step) =>
        CollectionsMarshal.AsSpan(_sources).Slice(step.FirstSource, step.SourceCount);

    /// <summary>
    /// Equal for programs that are the same but for their inputs' values: the kernels, their sources, and which inputs
    /// are one element for a whole tile.
    /// </summary>
    public TileKey ToKey(ReadOnlySpan<bool> isRepeated)
    {
        var words = new long[_steps.Count + _sources.Count + isRepeated.Length];
        int next = 0;
        foreach (ref readonly TileStep<T> step in Steps)
        {
            words[next++] = (long)step.Kernel.Row;
            foreach (int source in SourcesOf(step)) words[next++] = source;
        }

        foreach (bool repeated in isRepeated) words[next++] = repeated ? 1 : 0;
        return new TileKey(words);
    }
}

/// <summary>What a tile program reads from outside: an array, or a number where there is none.</summary>
internal readonly record struct TileInput<T>(ArrayElements<T>? Array, T Number, int Reads)
    where T : unmanaged, IFloatingPointIeee754<T>;

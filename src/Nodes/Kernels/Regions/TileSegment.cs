using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>Steps that become one pass, operands first, and what they read from outside.</summary>
internal sealed class TileSegment<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    // More do not fit the registers of the processor, or the compiler's patience.
    private const int MostSteps = 32;
    private const int MostSources = 12;

    private readonly List<int> _steps;
    private readonly List<int> _sources = [];
    private int _heavy;

    public TileSegment(TileProgram<T> program, int step)
    {
        _steps = [step];
        _heavy = program.Steps[step].Kernel.IsHeavy ? 1 : 0;
        foreach (int source in program.SourcesOf(program.Steps[step])) Add(source);
    }

    /// <summary>Whether no kernel takes longer than reading its operands.</summary>
    public bool IsCheap => _heavy == 0;

    /// <summary>The steps in the order in which they run.</summary>
    public IReadOnlyList<int> Steps => _steps;

    /// <summary>What is read of other segments and of inputs, each once.</summary>
    public IReadOnlyList<int> Sources => _sources;

    /// <summary>Takes in the segment that ends in one of the sources, if that does not become too much.</summary>
    public bool TryJoin(TileSegment<T> earlier, int source)
    {
        if (_heavy + earlier._heavy > 1 || _steps.Count + earlier._steps.Count > MostSteps) return false;
        if (_sources.Count - 1 + earlier._sources.Count(further => !_sources.Contains(further)) > MostSources)
            return false;
        _sources.Remove(source);
        foreach (int further in earlier._sources) Add(further);
        _steps.InsertRange(0, earlier._steps);
        _heavy += earlier._heavy;
        return true;
    }

    private void Add(int source)
    {
        if (!_sources.Contains(source)) _sources.Add(source);
    }
}

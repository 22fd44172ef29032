using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Runs each step of a new plan over no elements, by several threads: whatever was never run before is compiled so by
/// all processors, which takes longer than most first evaluations.
/// </summary>
internal sealed unsafe class TileWarming<T> : PartedWork where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TilePlan<T> _plan;
    private readonly bool[] _isRepeated;

    private TileWarming(TilePlan<T> plan, ReadOnlySpan<bool> isRepeated) =>
        (_plan, _isRepeated) = (plan, isRepeated.ToArray());

    public static void Run(TilePlan<T> plan, ReadOnlySpan<bool> isRepeated)
    {
        if (plan.Steps.Length > 1) Team.Run(new TileWarming<T>(plan, isRepeated), plan.Steps.Length);
    }

    public override void Do(int part)
    {
        ref readonly TileStep<T> step = ref _plan.Steps[part];
        T** operands = stackalloc T*[step.SourceCount];
        long* steps = stackalloc long[step.SourceCount];
        for (int i = 0; i < step.SourceCount; i++)
        {
            int input = _plan.Sources[step.FirstSource + i] - _plan.RegisterCount;
            steps[i] = input >= 0 && _isRepeated[input] ? 0 : 1;
        }

        step.Kernel.Row(operands, steps, null, 0);
    }
}

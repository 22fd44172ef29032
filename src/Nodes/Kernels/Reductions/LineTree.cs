namespace Dataflow.Nodes.Kernels;

/// <summary>The fixed tree in which a line kernel's partial results are combined.</summary>
internal unsafe ref struct LineTree<TKernel, T, TPartial>
    where TKernel : struct, ILineKernel<T, TPartial> where T : unmanaged where TPartial : unmanaged
{
    private readonly TKernel _kernel;
    private readonly TPartial* _slots;
    private PairwiseTree _tree;

    /// <summary>The slots are as many as <see cref="PairwiseTree.SlotsFor"/> says.</summary>
    public LineTree(TKernel kernel, TPartial* slots)
    {
        _kernel = kernel;
        _slots = slots;
    }

    /// <summary>All that was pushed, combined; there is at least one.</summary>
    public readonly TPartial Result
    {
        get
        {
            TPartial all = _slots[_tree.Depth - 1];
            for (int slot = _tree.Depth - 2; slot >= 0; slot--) all = _kernel.Combine(_slots[slot], all);
            return all;
        }
    }

    public void Push(TPartial value)
    {
        int slot = _tree.Depth;
        for (int carries = _tree.Push(); carries > 0; carries--) value = _kernel.Combine(_slots[--slot], value);
        _slots[slot] = value;
    }
}

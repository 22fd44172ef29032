using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Reduces the middle of [outer, size, inner] with a line kernel. Lines that lie in memory element after element go in
/// chunks, others several side by side: leaf by leaf they are turned into scratch memory that stays in the caches.
/// </summary>
internal static unsafe class LineReduction
{
    /// <summary>Fills a result for each line.</summary>
    public static void Run<TKernel, T, TPartial>(
        TKernel kernel, T* source, long outer, long size, long inner, T* result)
        where TKernel : struct, ILineKernel<T, TPartial> where T : unmanaged, IFloatingPointIeee754<T>
        where TPartial : unmanaged
    {
        if (outer * inner == 0) return;
        if (size == 0) Lines.Fill(kernel.Empty, result, outer * inner, isStreaming: false);
        else if (inner == 1) new Rows<TKernel, T, TPartial>(kernel, source, size, result).Run(outer);
        else new Columns<TKernel, T, TPartial>(kernel, source, size, inner, result).Run(outer);
    }

    private sealed class Rows<TKernel, T, TPartial>(TKernel kernel, T* source, long size, T* result) : PortionedWork
        where TKernel : struct, ILineKernel<T, TPartial> where T : unmanaged where TPartial : unmanaged
    {
        // A power of two of leaves: what a chunk gives is a node of the line's tree.
        private const long ChunkLength = 64 * RowReduction.LeafLength;

        private readonly long _chunks = size < 2 * ChunkLength ? 1 : (size + ChunkLength - 1) / ChunkLength;
        private TPartial[] _partial = [];

        public void Run(long rows)
        {
            if (_chunks > 1) _partial = new TPartial[rows * _chunks];
            Run(rows * _chunks, Math.Min(size, ChunkLength));
            if (_chunks == 1) return;
            TPartial* slots = stackalloc TPartial[PairwiseTree.SlotsFor(_chunks)];
            for (long row = 0; row < rows; row++)
            {
                var tree = new LineTree<TKernel, T, TPartial>(kernel, slots);
                for (long chunk = 0; chunk < _chunks; chunk++) tree.Push(_partial[(row * _chunks) + chunk]);
                result[row] = kernel.Finish(tree.Result, source + (row * size), 1, size);
            }
        }

        protected override void Do(long from, long to)
        {
            if (size <= RowReduction.LeafLength) ShortRows(from, to);
            else Chunks(from, to);
        }

        private void ShortRows(long from, long to)
        {
            for (long row = from; row < to; row++)
            {
                T* x = source + (row * size);
                result[row] = kernel.Finish(kernel.Leaf(x, (int)size, 0), x, 1, size);
            }
        }

        private void Chunks(long from, long to)
        {
            TPartial* slots = stackalloc TPartial[PairwiseTree.SlotsFor((size / RowReduction.LeafLength) + 1)];
            for (long item = from; item < to; item++)
            {
                (long row, long chunk) = Math.DivRem(item, _chunks);
                long start = chunk * ChunkLength, end = _chunks == 1 ? size : Math.Min(size, start + ChunkLength);
                var tree = new LineTree<TKernel, T, TPartial>(kernel, slots);
                for (long i = start; i < end; i += RowReduction.LeafLength)
                    tree.Push(kernel.Leaf(
                        source + (row * size) + i, (int)Math.Min(RowReduction.LeafLength, end - i), i));
                if (_chunks > 1) _partial[item] = tree.Result;
                else result[row] = kernel.Finish(tree.Result, source + (row * size), 1, size);
            }
        }
    }

    private sealed class Columns<TKernel, T, TPartial>(TKernel kernel, T* source, long size, long inner, T* result)
        : PortionedWork
        where TKernel : struct, ILineKernel<T, TPartial> where T : unmanaged, IFloatingPointIeee754<T>
        where TPartial : unmanaged
    {
        private const int Width = 32;
        private const int LeafLength = RowReduction.LeafLength;

        private readonly long _panels = (inner + Width - 1) / Width;
        private readonly int _slots = PairwiseTree.SlotsFor((size / LeafLength) + 1);

        public void Run(long outer) => Run(outer * _panels, size * Math.Min(inner, Width));

        protected override void Do(long from, long to)
        {
            ArrayElements<T> scratch = ArrayElements<T>.Allocate(Shape.Of(Width, LeafLength));
            for (long item = from; item < to; item++)
            {
                (long o, long panel) = Math.DivRem(item, _panels);
                long column = panel * Width;
                int width = (int)Math.Min(Width, inner - column);
                Panel(source + (o * size * inner) + column, width, scratch.Pointer, result + (o * inner) + column);
            }

            scratch.Release();
        }

        private void Panel(T* x, int width, T* scratch, T* results)
        {
            TPartial* slots = stackalloc TPartial[Width * _slots];
            PairwiseTree tree = default;
            for (long row = 0; row < size; row += LeafLength)
            {
                int length = (int)Math.Min(LeafLength, size - row), depth = tree.Depth, carries = tree.Push();
                Transposition.Run(x + (row * inner), inner, scratch, LeafLength, width, length, isStreaming: false);
                for (int column = 0; column < width; column++)
                {
                    TPartial* own = slots + (column * _slots) + depth;
                    TPartial value = kernel.Leaf(scratch + (column * LeafLength), length, row);
                    for (int carry = 0; carry < carries; carry++) value = kernel.Combine(*--own, value);
                    *own = value;
                }
            }

            for (int column = 0; column < width; column++)
            {
                TPartial* own = slots + (column * _slots);
                TPartial all = own[tree.Depth - 1];
                for (int slot = tree.Depth - 2; slot >= 0; slot--) all = kernel.Combine(own[slot], all);
                results[column] = kernel.Finish(all, x + column, inner, size);
            }
        }
    }
}

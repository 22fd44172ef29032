namespace Dataflow.Nodes.Kernels;

/// <summary>Copies blocks of neighbouring elements; the blocks lie evenly apart on both sides.</summary>
internal sealed unsafe class BlockCopy<T> : PortionedWork where T : unmanaged
{
    private const long PieceLength = 1 << 15;

    private readonly T* _source;
    private readonly T* _result;
    private readonly long _sourceStep, _resultStep, _length, _pieces;
    private readonly bool _isStreaming;

    private BlockCopy(T* source, long sourceStep, T* result, long resultStep, long length, bool isStreaming)
    {
        _source = source;
        _result = result;
        (_sourceStep, _resultStep, _length) = (sourceStep, resultStep, length);
        _pieces = Math.Max(1, (length + PieceLength - 1) / PieceLength);
        _isStreaming = isStreaming;
    }

    /// <summary>So many blocks of a length; steps are from block to block, in elements.</summary>
    public static void Run(
        T* source, long sourceStep, T* result, long resultStep, long blocks, long length, bool isStreaming)
    {
        if (length == 0) return;
        var work = new BlockCopy<T>(source, sourceStep, result, resultStep, length, isStreaming);
        work.Run(blocks * work._pieces, Math.Min(length, PieceLength));
    }

    protected override void Do(long from, long to)
    {
        for (long item = from; item < to; item++)
        {
            (long block, long piece) = Math.DivRem(item, _pieces);
            long start = piece * PieceLength, length = Math.Min(PieceLength, _length - start);
            T* source = _source + (block * _sourceStep) + start, result = _result + (block * _resultStep) + start;
            Lines.Copy(source, result, length, _isStreaming);
        }

        if (_isStreaming) Lines.Flush();
    }
}

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// The planes of a strided copy, for each position on the axes beside them; large planes go in panels of rows, so
/// that threads share them.
/// </summary>
internal sealed unsafe class StridedPlanes<T> : PortionedWork where T : unmanaged
{
    private const long PanelElements = 1 << 14;
    private const long PanelLines = 64;

    private readonly T* _source;
    private readonly T* _result;
    private readonly long[] _sizes, _steps, _resultSteps;
    private readonly long _rows, _rowStep, _resultRowStep, _columns, _columnStep, _panelRows, _panels;
    private readonly bool _isStreaming;

    /// <summary>At least one axis, none of one element, none that runs on from the one before.</summary>
    public StridedPlanes(T* source, ReadOnlySpan<long> sizes, ReadOnlySpan<long> steps, T* result)
    {
        _source = source;
        _result = result;
        int last = sizes.Length - 1, rowAxis = RowAxis(steps);
        (_columns, _columnStep) = (sizes[last], steps[last]);
        (_rows, _rowStep, _resultRowStep) = (1, 0, _columns);
        (_sizes, _steps, _resultSteps) = (new long[last], new long[last], new long[last]);
        int outer = 0;
        long resultStep = _columns;
        for (int axis = last - 1; axis >= 0; resultStep *= sizes[axis--])
        {
            if (axis == rowAxis) (_rows, _rowStep, _resultRowStep) = (sizes[axis], steps[axis], resultStep);
            else (_sizes[outer], _steps[outer], _resultSteps[outer++]) = (sizes[axis], steps[axis], resultStep);
        }

        Array.Resize(ref _sizes, outer);
        _panelRows = PanelRows();
        _panels = (_rows + _panelRows - 1) / _panelRows;
        _isStreaming = Lines.AreStreamed(resultStep * sizeof(T))
            && (!IsTurned || Lines.AreAligned(result, _columns * sizeof(T)));
    }

    private bool IsTurned => _rowStep == 1 && _columnStep != 1;

    /// <summary>Copies everything.</summary>
    public void Run()
    {
        long planes = 1;
        foreach (long size in _sizes) planes *= size;
        Run(planes * _panels, _panelRows * _columns);
    }

    protected override void Do(long from, long to)
    {
        for (long item = from; item < to; item++)
        {
            (long rest, long panel) = (item / _panels, item % _panels);
            long row = panel * _panelRows;
            T* source = _source + (row * _rowStep), result = _result + (row * _resultRowStep);
            for (int axis = 0; axis < _sizes.Length; axis++)
            {
                (rest, long position) = Math.DivRem(rest, _sizes[axis]);
                source += position * _steps[axis];
                result += position * _resultSteps[axis];
            }

            Plane(source, result, Math.Min(_panelRows, _rows - row));
        }

        if (_isStreaming) Lines.Flush();
    }

    /// <summary>The axis along which the source runs on most closely, beside the last.</summary>
    private static int RowAxis(ReadOnlySpan<long> steps)
    {
        int best = steps.Length - 2;
        for (int axis = best; axis >= 0 && Math.Abs(steps[^1]) > 1; axis--)
            if (steps[axis] != 0 && Math.Abs(steps[axis]) < Math.Abs(steps[best])) best = axis;
        return best;
    }

    private long PanelRows()
    {
        long rows = Math.Max(1, PanelElements / _columns);
        if (IsTurned) rows = Math.Max(rows / PanelLines * PanelLines, PanelLines);
        return Math.Min(rows, _rows);
    }

    private void Plane(T* source, T* result, long rows)
    {
        if (IsTurned)
        {
            Transposition.Run(source, _columnStep, result, _resultRowStep, rows, _columns, _isStreaming);
            return;
        }

        for (long row = 0; row < rows; row++, source += _rowStep, result += _resultRowStep)
        {
            if (_columnStep == 1) Lines.Copy(source, result, _columns, _isStreaming);
            else if (_columnStep == 0) Lines.Fill(*source, result, _columns, _isStreaming);
            else Lines.Gather(source, _columnStep, result, _columns);
        }
    }
}

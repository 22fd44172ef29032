using System.Numerics;
using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Operators;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// Makes the tile program of an elementwise computation and all that waits in its operands, each once however often it
/// is read. What has another shape, and would be read several times an element, is an input computed by itself.
/// </summary>
internal sealed unsafe class RegionProgram<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    // Small graphs spend more on fresh tables than on their arithmetic, so a thread keeps its own.
    [ThreadStatic] private static Tables? _tablesOfThread;

    private readonly Dictionary<Computation, int> _sources;
    private readonly Stack<(Computation Computation, int Next)> _path;
    private readonly RegionScratch<T> _scratch;
    private readonly Shape _shape;
    private long _leases;
    private long _reads;

    private RegionProgram(Shape shape, RegionScratch<T> scratch, Tables tables)
    {
        (_shape, _scratch) = (shape, scratch);
        (_sources, _path) = (tables.Sources, tables.Path);
    }

    public TileProgram<T> Program { get; } = new();

    /// <summary>
    /// Whether nobody but this program will ever run its computations: each is leased as often as the program reads it,
    /// and the root once, by whoever runs it. Each is leased at least that often, so it is enough that the sums agree.
    /// </summary>
    private bool IsSole => _leases == _reads + 1;

    /// <summary>
    /// An input whose memory the result may take, as each element is read before it is written there: nobody else can
    /// ever read it. Only this program runs the computations that read it, and they have all the leases on its block.
    /// Null when there is none.
    /// </summary>
    public NdArray<T>? FindOverwritable()
    {
        if (!IsSole) return null;
        foreach (TileInput<T> input in Program.Inputs)
        {
            if (input.Array is NdArray<T> array && array.Shape.Equals(_shape) && array.Block.IsHeldBy(input.Reads))
                return array;
        }

        return null;
    }

    public static RegionProgram<T> Compile(Computation root, RegionScratch<T> scratch)
    {
        // Taken while in use: an operand of another shape is compiled in the middle of this.
        Tables tables = _tablesOfThread ?? new Tables();
        _tablesOfThread = null;
        var region = new RegionProgram<T>(root.Shape, scratch, tables);
        region._path.Push((root, 0));
        while (region._path.Count > 0) region.Walk();
        tables.Sources.Clear();
        _tablesOfThread = tables;
        return region;
    }

    /// <summary>Goes down to the next operand that waits, or adds the step when there is none.</summary>
    private void Walk()
    {
        (Computation top, int next) = _path.Pop();
        for (; next < top.Operands.Length; next++)
        {
            if (top.Operands[next].Waiting is not { } waiting || !IsWithin(waiting)) continue;
            if (_sources.ContainsKey(waiting)) continue;
            _path.Push((top, next + 1));
            _path.Push((waiting, 0));
            return;
        }

        AddStep(top);
    }

    private bool IsWithin(Computation waiting) => waiting.Shape.Equals(_shape);

    private void AddStep(Computation computation)
    {
        var op = (ElementwiseOperator)computation.Node.Operator!;
        _leases += computation.Leases;
        Span<int> sources = stackalloc int[computation.Operands.Length];
        if (IsExactQuotient(op, computation.Operands, out T reciprocal))
        {
            (sources[0], sources[1]) = (SourceOf(computation.Operands[0]), Program.AddInput(reciprocal));
            op = (ElementwiseOperator)MulOperator.Definition;
        }
        else
        {
            for (int i = 0; i < sources.Length; i++) sources[i] = SourceOf(computation.Operands[i]);
        }

        _sources[computation] = Program.AddStep(op.Tile<T>(), sources);
    }

    /// <summary>
    /// Whether dividing is multiplying by a number, bit by bit: the divisor is a power of two, and so is that number.
    /// A division takes ten times as long.
    /// </summary>
    private static bool IsExactQuotient(Operator op, ReadOnlySpan<Value> operands, out T reciprocal)
    {
        reciprocal = default;
        if (!ReferenceEquals(op, DivOperator.Definition) || !operands[1].IsNumber) return false;
        var divisor = T.CreateTruncating(operands[1].Number);
        reciprocal = T.One / divisor;
        return T.IsNormal(divisor) && T.IsNormal(reciprocal) && IsPowerOfTwo(divisor);
    }

    private static bool IsPowerOfTwo(T x) => T.Abs(x) == T.ScaleB(T.One, T.ILogB(x));

    private int SourceOf(in Value operand)
    {
        if (operand.IsNumber) return Program.AddInput(T.CreateTruncating(operand.Number));
        if (operand.Waiting is not { } waiting || !IsWithin(waiting)) return Program.AddInput(_scratch.Of(operand));
        _reads++;
        return _sources[waiting];
    }

    private sealed class Tables
    {
        /// <summary>The source that each computation has become.</summary>
        public Dictionary<Computation, int> Sources { get; } = new(ReferenceEqualityComparer.Instance);

        /// <summary>Where the walk is, and which operand comes next.</summary>
        public Stack<(Computation Computation, int Next)> Path { get; } = new();
    }
}

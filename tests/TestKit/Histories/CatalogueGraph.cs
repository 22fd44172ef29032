using System.Numerics;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Operators;

namespace Dataflow.TestKit.Histories;

/// <summary>
/// A graph of any operators of the catalogue over arrays of any rank, drawn as each operator says itself. It is grown
/// beside sample values of its nodes: what would be mostly NaN, infinite, or one number throughout rarely grows on,
/// because no fault would be seen in it.
/// </summary>
internal sealed class CatalogueGraph<T> : RandomGraph<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int MostElements = 2000;
    private const int Attempts = 30;

    private static readonly Operator[] Elementwise = [.. OperatorCatalogue.All.Where(op => op.HasScalarForm)];
    private static readonly Operator[] Joining = [.. Elementwise.Where(op => op.Arity == 2)];
    private static readonly Operator[] Others = [.. OperatorCatalogue.All.Where(op => !op.HasScalarForm)];

    private readonly RandomElements<T> _elements;
    private readonly OperandChoice<T> _choice;
    private readonly Dictionary<GraphNode, NdArray<T>> _samples = [];

    public CatalogueGraph(Random chance, Graph graph) : base(chance, graph)
    {
        _elements = new RandomElements<T>(chance);
        int most = chance.Next(10) switch { < 5 => 24, < 7 => 256, _ => MostElements };
        _choice = new OperandChoice<T>(chance, most, _samples, Nodes);
        AddVariables(chance.Next(2) == 0 ? 1 : 1 + chance.Next(4));
        int operations = chance.Next(6) == 0 ? 16 + chance.Next(40) : 3 + chance.Next(13);
        for (int i = 0; i < operations; i++) Grow(AnyOperator);
        if (chance.Next(4) > 0) Join();
    }

    /// <summary>Mostly one that no other reads: what was asked for once is no longer computed within others.</summary>
    public override GraphNode AnyNode()
    {
        if (Chance.Next(4) == 0) return base.AnyNode();
        GraphNode[] outputs = [.. Nodes.Where(node => _choice.Readers(node) == 0)];
        return outputs[Chance.Next(outputs.Length)];
    }

    public override void GrowOn()
    {
        for (int i = 1 + Chance.Next(4); i > 0; i--) Grow(AnyOperator);
    }

    protected override void Forget(GraphNode node)
    {
        _samples.Remove(node);
        _choice.Drop(node);
    }

    public override NdArray<T> AnyValue(GraphNode variable, bool shapesChange)
    {
        NdArray<T> last = _samples[variable];
        if (Chance.Next(6) == 0) return NdArray<T>.From(last.AsSpan(), last.Shape);
        bool changes = shapesChange && variable.Shape is null && Chance.Next(3) == 0;
        return _samples[variable] = _elements.Next(changes ? _choice.NewShape() : last.Shape);
    }

    private void AddVariables(int count)
    {
        Shape shape = _choice.NewShape();
        if (shape.Length < 2) shape = _choice.NewShape();
        for (int i = 0; i < count; i++)
        {
            GraphNode variable = AddVariable(Chance.Next(2) == 0 ? shape : null);
            _samples[variable] = _elements.Next(shape);
            shape = Chance.Next(4) switch { 0 => _choice.NewShape(), 1 => Shape.Scalar, _ => shape };
        }
    }

    /// <summary>What nobody reads is brought together, so that one evaluation needs most of the graph.</summary>
    private void Join()
    {
        int unread = Nodes.Count(node => _choice.Readers(node) == 0);
        for (; unread > 1; unread--) Grow(() => Joining[Chance.Next(Joining.Length)]);
    }

    private void Grow(Func<Operator> choose)
    {
        for (int i = 0; i < Attempts; i++)
        {
            Operator op = choose();
            Parameters? parameters = _choice.Draw(op);
            Shape shape = op.InferShape([.. _choice.Shapes], parameters)!;
            if (shape.Length > MostElements || shape.Rank > OperandDraw.MostAxes) continue;
            if (_choice.HasNew && Chance.Next(6) > 0) continue;
            NdArray<T>[] operands =
                [.. _choice.Operands.Select(operand => operand.Sample ?? _elements.Next(operand.Shape))];
            NdArray<T> sample = NdArray<T>.Apply(op, parameters, operands);
            if (!IsLively(sample) && Chance.Next(12) > 0) continue;
            Add(op, parameters, operands, sample);
            return;
        }
    }

    private Operator AnyOperator()
    {
        Operator[] some = Chance.Next(9) < 5 ? Elementwise : Others;
        return some[Chance.Next(some.Length)];
    }

    private void Add(Operator op, Parameters? parameters, NdArray<T>[] operands, NdArray<T> sample)
    {
        GraphNode[] nodes = [.. _choice.Operands.Select((operand, i) => operand.Node ?? AddConstant(operands[i]))];
        GraphNode node = Graph.Apply(new Formula(op, parameters, ElementTypes.Of<T>(), nodes));
        if (!_samples.TryAdd(node, sample))
        {
            Graph.Release(node); // an equal formula is the same node, which is held already
            return;
        }

        if (Chance.Next(16) == 0) node.ComparesValues = true;
        Nodes.Add(node);
        _choice.CountReader(nodes);
    }

    private GraphNode AddConstant(NdArray<T> value)
    {
        GraphNode constant = value.IsScalar
            ? Graph.Constant(ElementTypes.Of<T>(), double.CreateTruncating(value.ToScalar()))
            : Graph.Constant(value);
        if (_samples.TryAdd(constant, value)) Nodes.Add(constant);
        else Graph.Release(constant);
        return constant;
    }

    private static bool IsLively(NdArray<T> value)
    {
        ReadOnlySpan<T> elements = value.AsSpan();
        int finite = 0, moving = 0;
        for (int i = 0; i < elements.Length; i++)
        {
            if (T.IsFinite(elements[i]) && T.Abs(elements[i]) < T.CreateTruncating(1e12)) finite++;
            if (i > 0 && elements[i] != elements[i - 1]) moving++;
        }

        return elements.Length > 0 && finite * 2 > elements.Length && (elements.Length == 1 || moving > 0);
    }
}

using System.Numerics;
using Dataflow.Host.Scripts.Syntax;
using Dataflow.Nodes;

namespace Dataflow.Host.Scripts;

/// <summary>Makes an expression, checked before, into what a builder makes of it, operands first.</summary>
internal sealed class ExpressionWalker<T, TNode>(IBuilder<T, TNode> builder)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Operator Negation = NegOperator.Definition;

    /// <exception cref="FailureException">The operands of an operator do not fit, or a file cannot be read.</exception>
    public TNode Build(Expression expression)
    {
        // The left side of a tree is as deep as its line is long: it is walked here, not by recursion.
        Stack<Expression> spine = new();
        Expression first = expression;
        for (; LeftOf(first) is { } left; first = left) spine.Push(first);
        TNode node = BuildFirst(first);
        while (spine.TryPop(out Expression? next)) node = Extend(node, next);
        return node;
    }

    private static Expression? LeftOf(Expression expression) => expression switch
    {
        BinaryExpression binary => binary.Left,
        SliceExpression slice => slice.Of,
        _ => null,
    };

    private TNode Extend(TNode left, Expression expression)
    {
        if (expression is BinaryExpression binary)
        {
            Operator op = OperatorCatalogue.Find(binary.Symbol.OperatorName)!;
            return Apply(binary.At, op, null, left, Build(binary.Right));
        }

        SliceExpression slice = (SliceExpression)expression;
        return Apply(slice.At, SliceItems.Operator, SliceItems.Parameterise(slice), left);
    }

    private TNode BuildFirst(Expression expression) => expression switch
    {
        NumberExpression it => builder.Constant(Scalar(it.Text)),
        NameExpression it => builder.Name(it.Name),
        ListExpression it => builder.Constant(Array(ListConstant.Read(it))),
        NegateExpression { Operand: NumberExpression it } => builder.Constant(Scalar($"-{it.Text}")),
        NegateExpression it => Apply(it.At, Negation, null, Build(it.Operand)),
        CallExpression { Function: LoadCall.Name } it => Guarded(it.At, () => builder.Load(LoadCall.Bind(it))),
        CallExpression it => BuildCall(it),
        _ => throw new InvalidOperationException($"unchecked: {expression.GetType().Name}"),
    };

    private TNode BuildCall(CallExpression call)
    {
        BoundCall bound = BoundCall.Bind(call);
        return Apply(call.At, bound.Operator, bound.Parameters, [.. bound.Operands.Select(Build)]);
    }

    private TNode Apply(Position at, Operator op, Parameters? parameters, params TNode[] operands) =>
        Guarded(at, () => builder.Apply(op, parameters, operands));

    private static TNode Guarded(Position at, Func<TNode> build)
    {
        try
        {
            return build();
        }
        catch (Exception error) when (error is DataflowException or IOException or UnauthorizedAccessException)
        {
            throw new FailureException(at, error.Message, error);
        }
    }

    private static NdArray<T> Scalar(string number) => NdArray<T>.Scalar(NumberText.Parse<T>(number));

    private static NdArray<T> Array(ListConstant list)
    {
        T[] values = [.. list.Numbers.Select(NumberText.Parse<T>)];
        return NdArray<T>.From(values, Shape.Of([.. list.Shape]));
    }
}

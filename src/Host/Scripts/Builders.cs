using System.Numerics;

namespace Dataflow.Host.Scripts;

/// <summary>Makes expressions into nodes; nothing runs.</summary>
internal sealed class NodeBuilder<T>(
    Context context, IReadOnlyDictionary<string, LazyArray<T>> names, Func<LoadCall, NdArray<T>> load)
    : IBuilder<T, LazyArray<T>> where T : unmanaged, IFloatingPointIeee754<T>
{
    public LazyArray<T> Name(string name) => names[name];

    public LazyArray<T> Constant(NdArray<T> value) => context.Constant(value);

    public LazyArray<T> Load(LoadCall call) => context.Constant(load(call));

    public LazyArray<T> Apply(Operator op, Parameters? parameters, ReadOnlySpan<LazyArray<T>> operands) =>
        context.Define(op, parameters, operands);
}

/// <summary>Makes constant expressions into arrays at once, beside the graph: they leave no nodes.</summary>
internal sealed class ArrayBuilder<T>(
    IReadOnlyDictionary<string, LazyArray<T>> names, Func<LoadCall, NdArray<T>> load)
    : IBuilder<T, NdArray<T>> where T : unmanaged, IFloatingPointIeee754<T>
{
    public NdArray<T> Name(string name) => names[name].Eval();

    public NdArray<T> Constant(NdArray<T> value) => value;

    public NdArray<T> Load(LoadCall call) => load(call);

    public NdArray<T> Apply(Operator op, Parameters? parameters, ReadOnlySpan<NdArray<T>> operands) =>
        Apply<NdArray<T>>(op, parameters, operands);

    private static TOperand Apply<TOperand>(Operator op, Parameters? parameters, ReadOnlySpan<TOperand> operands)
        where TOperand : class, IOperand<TOperand> => TOperand.Apply(op, parameters, operands);
}

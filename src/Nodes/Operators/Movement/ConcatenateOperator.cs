using Dataflow.Nodes.Kernels;
using Dataflow.Nodes.Memory;
using Dataflow.Nodes.Operators;

namespace Dataflow;

/// <summary>
/// concatenate: one array behind the other along an axis, the first one unless another is given. All other sizes must
/// be equal. Three arrays and more are joined two by two.
/// </summary>
public static class ConcatenateOperator
{
    /// <summary>The operator.</summary>
    public static readonly Operator Definition = new Rule();

    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>This, and y behind it along an axis; a negative axis counts from the end.</summary>
        public TOperand Concatenate(TOperand y, int axis = 0) => TOperand.Apply(Definition, Of(axis), x, y);
    }

    /// <summary>Null for the first axis, so that the same formula has one form.</summary>
    private static AxisParameters? Of(int axis) => axis == 0 ? null : new AxisParameters(axis);

    private sealed class Rule : Operator
    {
        public Rule() : base("concatenate", "one array behind the other along an axis", "x", "y") => Arguments =
            [new("axis", ArgumentKind.Integer, "The axis to join along; a negative one counts from the end.", "0")];

        public override Shape? InferShape(ReadOnlySpan<Shape?> operands, Parameters? parameters)
        {
            if (operands[0] is not { } x || operands[1] is not { } y) return null;
            int axis = NormalizeAxis(x, AxisOf(parameters));
            bool fits = x.Rank == y.Rank;
            for (int i = 0; fits && i < x.Rank; i++) fits = i == axis || x[i] == y[i];
            if (!fits) throw Misfit($"shapes {x} and {y} do not join along axis {axis}; the other sizes must be equal");
            long[] sizes = x.Dimensions.ToArray();
            sizes[axis] = ShapeRules.Sum(sizes[axis], y[axis]);
            return Shape.Of(sizes);
        }

        internal override unsafe void Execute<T>(
            ReadOnlySpan<ArrayElements<T>> operands, Parameters? parameters, ArrayElements<T> result)
        {
            int axis = NormalizeAxis(result.Shape, AxisOf(parameters));
            long outer = 1;
            for (int i = 0; i < axis; i++) outer *= result.Shape[i];
            if (result.Length == 0) return;
            long first = operands[0].Length / outer, second = operands[1].Length / outer, both = first + second;
            bool isStreaming = Lines.AreStreamed(result.Bytes);
            T* target = result.Pointer;
            BlockCopy<T>.Run(operands[0].Pointer, first, target, both, outer, first, isStreaming);
            BlockCopy<T>.Run(operands[1].Pointer, second, target + first, both, outer, second, isStreaming);
        }

        internal override AxisParameters? Draw(OperandDraw draw)
        {
            Shape x = draw.Operand(shape => shape.Rank > 0, () => draw.NewShape(1 + draw.Below(OperandDraw.MostAxes)));
            int axis = draw.Below(x.Rank);
            Shape With(long size) => Shape.Of([.. x.Dimensions[..axis], size, .. x.Dimensions[(axis + 1)..]]);
            draw.Operand(
                shape => shape.Rank == x.Rank && shape.Equals(With(shape[axis])),
                () => With(draw.SizeBeside(x.Length / Math.Max(1, x[axis]))));
            return Of(draw.Signed(axis, x.Rank));
        }

        private protected override AxisParameters? MakeParameters(ArgumentValues values)
        {
            int[] axes = values.Axes("axis");
            if (axes.Length > 1) throw Misfit($"[{string.Join(", ", axes)}] are several axes; give one");
            return axes.Length == 0 ? null : Of(axes[0]);
        }

        private static int AxisOf(Parameters? parameters) => ((AxisParameters?)parameters)?.Axis ?? 0;
    }
}

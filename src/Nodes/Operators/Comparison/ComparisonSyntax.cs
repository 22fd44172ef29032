namespace Dataflow;

/// <summary>
/// The signs of order: 1 where they hold, else 0. C# wants them in pairs, so they stand together here.
/// </summary>
public static class ComparisonSyntax
{
    extension<TOperand>(TOperand x) where TOperand : class, IOperand<TOperand>
    {
        /// <summary>1 where left is below right, else 0.</summary>
        public static TOperand operator <(TOperand left, TOperand right) => left.Less(right);

        /// <summary>1 where left is above right, else 0.</summary>
        public static TOperand operator >(TOperand left, TOperand right) => left.Greater(right);

        /// <summary>1 where left is not above right, else 0.</summary>
        public static TOperand operator <=(TOperand left, TOperand right) => left.LessEqual(right);

        /// <summary>1 where left is not below right, else 0.</summary>
        public static TOperand operator >=(TOperand left, TOperand right) => left.GreaterEqual(right);

        /// <summary>1 where left is below right, else 0.</summary>
        public static TOperand operator <(TOperand left, double right) => left.Less(right);

        /// <summary>1 where left is above right, else 0.</summary>
        public static TOperand operator >(TOperand left, double right) => left.Greater(right);

        /// <summary>1 where left is not above right, else 0.</summary>
        public static TOperand operator <=(TOperand left, double right) => left.LessEqual(right);

        /// <summary>1 where left is not below right, else 0.</summary>
        public static TOperand operator >=(TOperand left, double right) => left.GreaterEqual(right);

        /// <summary>1 where left is below right, else 0.</summary>
        public static TOperand operator <(double left, TOperand right) => right.Number(left).Less(right);

        /// <summary>1 where left is above right, else 0.</summary>
        public static TOperand operator >(double left, TOperand right) => right.Number(left).Greater(right);

        /// <summary>1 where left is not above right, else 0.</summary>
        public static TOperand operator <=(double left, TOperand right) => right.Number(left).LessEqual(right);

        /// <summary>1 where left is not below right, else 0.</summary>
        public static TOperand operator >=(double left, TOperand right) => right.Number(left).GreaterEqual(right);
    }
}

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Floats or doubles that are computed together; a kernel is written once over it and serves both precisions and every
/// width, one number included. Every operation is one of IEEE 754 or works on bits, so that a lane's result depends on
/// that lane alone and is the same, bit by bit, in all widths; only which NaN it is may differ. Comparisons give masks:
/// all bits of a lane or none.
/// </summary>
internal unsafe interface IVector<TSelf> where TSelf : unmanaged, IVector<TSelf>
{
    /// <summary>How many numbers there are.</summary>
    static abstract int Count { get; }

    /// <summary>Whether they are floats. The compiler knows it, so that the branch not taken costs nothing.</summary>
    static abstract bool IsSingle { get; }

    /// <summary>The same number in every lane, rounded to the precision.</summary>
    static abstract TSelf Create(double value);

    /// <summary>The same bits in every lane.</summary>
    static abstract TSelf CreateBits(long ofDouble, int ofSingle);

    static abstract TSelf Broadcast(void* source);

    static abstract TSelf Load(void* source);

    void Store(void* target);

    static abstract TSelf operator +(TSelf x, TSelf y);

    static abstract TSelf operator -(TSelf x, TSelf y);

    static abstract TSelf operator *(TSelf x, TSelf y);

    static abstract TSelf operator /(TSelf x, TSelf y);

    static abstract TSelf operator -(TSelf x);

    static abstract TSelf operator &(TSelf x, TSelf y);

    static abstract TSelf operator |(TSelf x, TSelf y);

    static abstract TSelf operator ^(TSelf x, TSelf y);

    static abstract TSelf operator ~(TSelf x);

    /// <summary>x &amp; ~y.</summary>
    static abstract TSelf AndNot(TSelf x, TSelf y);

    /// <summary>x * y + addend, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf addend);

    /// <summary>addend - x * y, rounded once.</summary>
    static abstract TSelf NegatedMultiplyAdd(TSelf x, TSelf y, TSelf addend);

    static abstract TSelf Abs(TSelf x);

    static abstract TSelf Sqrt(TSelf x);

    /// <summary>The nearest whole number; halves go to the even one.</summary>
    static abstract TSelf Round(TSelf x);

    static abstract TSelf Floor(TSelf x);

    static abstract TSelf Ceiling(TSelf x);

    static abstract TSelf Truncate(TSelf x);

    /// <summary>NaN if either is; -0 is below +0.</summary>
    static abstract TSelf Min(TSelf x, TSelf y);

    /// <summary>NaN if either is; -0 is below +0.</summary>
    static abstract TSelf Max(TSelf x, TSelf y);

    /// <summary>x &lt; y ? x : y, so y beside NaN; one instruction.</summary>
    static abstract TSelf MinNative(TSelf x, TSelf y);

    /// <summary>x &gt; y ? x : y, so y beside NaN; one instruction.</summary>
    static abstract TSelf MaxNative(TSelf x, TSelf y);

    /// <summary>x, or where its size is above the limit, the limit with the sign of x; not for NaN.</summary>
    static abstract TSelf LimitSize(TSelf x, TSelf limit);

    static abstract TSelf LessThan(TSelf x, TSelf y);

    static abstract TSelf LessThanOrEqual(TSelf x, TSelf y);

    static abstract TSelf Equal(TSelf x, TSelf y);

    /// <summary>The bits of x where the mask has ones, else those of y.</summary>
    static abstract TSelf Select(TSelf mask, TSelf x, TSelf y);

    /// <summary>Whether the mask is set in any lane.</summary>
    static abstract bool Any(TSelf mask);

    static abstract bool AnyLessThan(TSelf x, TSelf y);

    /// <summary>Counts are given as they stand, so that the compiler sees a constant.</summary>
    static abstract TSelf ShiftLeft(TSelf x, int ofDouble, int ofSingle);

    /// <summary>The bits go right; zeros come from the left.</summary>
    static abstract TSelf ShiftRight(TSelf x, int ofDouble, int ofSingle);

    /// <summary>The bits go right; the sign comes from the left.</summary>
    static abstract TSelf ShiftRightSigned(TSelf x, int ofDouble, int ofSingle);

    /// <summary>The sum of the bits as whole numbers.</summary>
    static abstract TSelf AddBits(TSelf x, TSelf y);

    /// <summary>The difference of the bits as whole numbers.</summary>
    static abstract TSelf SubtractBits(TSelf x, TSelf y);

    /// <summary>
    /// x times two to a whole exponent, rounded once, for x that is zero, infinite, NaN or of a size from 1/8 to 8,
    /// and exponents of which the half is one of a normal number.
    /// </summary>
    static abstract TSelf Scale(TSelf x, TSelf exponent);

    /// <summary>Whether the bits as a whole number are below those of y in any lane.</summary>
    static abstract bool AnyLessBits(TSelf x, TSelf y);

    /// <summary>The number that the bits are as a whole number.</summary>
    static abstract TSelf ConvertBits(TSelf x);

    /// <summary>Whether any lane is zero, subnormal, negative, infinite or NaN.</summary>
    static abstract bool AnyButPositiveNormal(TSelf x);

    /// <summary>
    /// Numbers of a table of sixteen, in the vector's precision; the last four bits of a lane say which.
    /// </summary>
    static abstract TSelf Lookup(TSelf index, void* table);
}

namespace Dataflow;

/// <content>
/// The signs of C#. They are members, and not extensions, so that every language of .NET finds them. Numbers beside
/// operands are rounded to the operands' element type. Equality is a method, because <c>==</c> asks whether two are one
/// object.
/// </content>
public partial interface IOperand<TSelf>
{
    /// <summary>Minus x, element by element.</summary>
    static abstract TSelf operator -(TSelf x);

    /// <summary>The sum x + y, element by element; shapes broadcast.</summary>
    static abstract TSelf operator +(TSelf x, TSelf y);

    /// <summary>The sum x + y, element by element; shapes broadcast.</summary>
    static abstract TSelf operator +(TSelf x, double y);

    /// <summary>The sum x + y, element by element; shapes broadcast.</summary>
    static abstract TSelf operator +(double x, TSelf y);

    /// <summary>The difference x - y, element by element; shapes broadcast.</summary>
    static abstract TSelf operator -(TSelf x, TSelf y);

    /// <summary>The difference x - y, element by element; shapes broadcast.</summary>
    static abstract TSelf operator -(TSelf x, double y);

    /// <summary>The difference x - y, element by element; shapes broadcast.</summary>
    static abstract TSelf operator -(double x, TSelf y);

    /// <summary>The product x * y, element by element; shapes broadcast.</summary>
    static abstract TSelf operator *(TSelf x, TSelf y);

    /// <summary>The product x * y, element by element; shapes broadcast.</summary>
    static abstract TSelf operator *(TSelf x, double y);

    /// <summary>The product x * y, element by element; shapes broadcast.</summary>
    static abstract TSelf operator *(double x, TSelf y);

    /// <summary>The quotient x / y, element by element; shapes broadcast.</summary>
    static abstract TSelf operator /(TSelf x, TSelf y);

    /// <summary>The quotient x / y, element by element; shapes broadcast.</summary>
    static abstract TSelf operator /(TSelf x, double y);

    /// <summary>The quotient x / y, element by element; shapes broadcast.</summary>
    static abstract TSelf operator /(double x, TSelf y);

    /// <summary>What is left of x after whole times y, of the sign of x; shapes broadcast.</summary>
    static abstract TSelf operator %(TSelf x, TSelf y);

    /// <summary>What is left of x after whole times y, of the sign of x; shapes broadcast.</summary>
    static abstract TSelf operator %(TSelf x, double y);

    /// <summary>What is left of x after whole times y, of the sign of x; shapes broadcast.</summary>
    static abstract TSelf operator %(double x, TSelf y);

    /// <summary>1 where x is below y, else 0.</summary>
    static abstract TSelf operator <(TSelf x, TSelf y);

    /// <summary>1 where x is below y, else 0.</summary>
    static abstract TSelf operator <(TSelf x, double y);

    /// <summary>1 where x is below y, else 0.</summary>
    static abstract TSelf operator <(double x, TSelf y);

    /// <summary>1 where x is above y, else 0.</summary>
    static abstract TSelf operator >(TSelf x, TSelf y);

    /// <summary>1 where x is above y, else 0.</summary>
    static abstract TSelf operator >(TSelf x, double y);

    /// <summary>1 where x is above y, else 0.</summary>
    static abstract TSelf operator >(double x, TSelf y);

    /// <summary>1 where x is not above y, else 0.</summary>
    static abstract TSelf operator <=(TSelf x, TSelf y);

    /// <summary>1 where x is not above y, else 0.</summary>
    static abstract TSelf operator <=(TSelf x, double y);

    /// <summary>1 where x is not above y, else 0.</summary>
    static abstract TSelf operator <=(double x, TSelf y);

    /// <summary>1 where x is not below y, else 0.</summary>
    static abstract TSelf operator >=(TSelf x, TSelf y);

    /// <summary>1 where x is not below y, else 0.</summary>
    static abstract TSelf operator >=(TSelf x, double y);

    /// <summary>1 where x is not below y, else 0.</summary>
    static abstract TSelf operator >=(double x, TSelf y);
}

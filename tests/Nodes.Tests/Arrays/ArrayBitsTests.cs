using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class ArrayBitsTests
{
    private static readonly double OtherNaN = BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0001);

    [Theory]
    [InlineData]
    [InlineData(0.0)]
    [InlineData(double.NaN, -0.0, double.NegativeInfinity)]
    public void AreEqual_OfTheSameBits_IsTrueAndTheHashesAgree(params double[] values)
    {
        NdArray<double> x = NdArray<double>.From(values), y = NdArray<double>.From(values);
        Assert.True(ArrayBits.AreEqual(x, y));
        Assert.True(ArrayBits.AreEqual(x, x));
        Assert.Equal(ArrayBits.Hash(x), ArrayBits.Hash(y));
    }

    [Fact]
    public void AreEqual_OfEqualNumbersInOtherBits_IsFalse()
    {
        AssertDiffer(NdArray<double>.Of(0.0), NdArray<double>.Of(-0.0));
        AssertDiffer(NdArray<double>.Of(double.NaN), NdArray<double>.Of(OtherNaN));
    }

    [Fact]
    public void AreEqual_OfOtherShapesOrTypes_IsFalse()
    {
        AssertDiffer(NdArray<double>.Zeros(2, 3), NdArray<double>.Zeros(3, 2));
        AssertDiffer(NdArray<double>.Zeros(2, 0), NdArray<double>.Zeros(0));
        AssertDiffer(NdArray<double>.Scalar(1), NdArray<double>.Of(1));
        AssertDiffer(NdArray<double>.Zeros(2), NdArray<float>.Zeros(2));
    }

    /// <summary>Arrays are compared and hashed in parts of 16 MiB.</summary>
    [Fact]
    public void AreEqual_OfLargeArrays_SeesTheLastElementAndThoseAroundParts()
    {
        const int length = (1 << 22) + 3;
        float[] values = new float[length];
        NdArray<float> zeros = NdArray<float>.From(values);
        foreach (int place in (int[])[0, (1 << 22) - 1, 1 << 22, length - 1])
        {
            values[place] = 1;
            AssertDiffer(zeros, NdArray<float>.From(values));
            values[place] = 0;
        }

        Assert.True(ArrayBits.AreEqual(zeros, NdArray<float>.From(values)));
    }

    private static void AssertDiffer(NdArray x, NdArray y)
    {
        Assert.False(ArrayBits.AreEqual(x, y));
        Assert.False(ArrayBits.AreEqual(y, x));
        Assert.NotEqual(ArrayBits.Hash(x), ArrayBits.Hash(y));
    }
}

using System.Globalization;
using System.Text.Json;
using Dataflow.Host.Output;

namespace Dataflow.Host.Tests.Output;

public sealed class JsonFormatTests
{
    [Fact]
    public void Write_Matrix_IsRowMajor() => Assert.Equal(
        "{\"shape\":[2,2],\"values\":[1,2.5,-3,0.1]}\n",
        Json(NdArray<double>.From(new double[,] { { 1, 2.5 }, { -3, 0.1 } })));

    [Fact]
    public void Write_Scalar_HasNoAxes() =>
        Assert.Equal("{\"shape\":[],\"values\":[7]}\n", Json(NdArray<double>.Scalar(7)));

    [Fact]
    public void Write_NoNumbers_AreTexts() => Assert.Equal(
        "{\"shape\":[3],\"values\":[\"NaN\",\"Infinity\",\"-Infinity\"]}\n",
        Json(NdArray<double>.Of(double.NaN, double.PositiveInfinity, double.NegativeInfinity)));

    [Fact]
    public void Write_AnyDouble_ReadsBackToTheSameBits()
    {
        Random random = new(1);
        double[] values =
        [
            -0.0, double.Epsilon, double.MaxValue, 1.0 / 3, 5e-324, 1e23,
            .. Enumerable.Range(0, 10_000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64()))
                .Where(double.IsFinite),
        ];

        using JsonDocument json = JsonDocument.Parse(Json(NdArray<double>.From(values, Shape.Of(values.Length))));

        Assert.Equal(
            values.Select(BitConverter.DoubleToInt64Bits),
            json.RootElement.GetProperty("values").EnumerateArray()
                .Select(value => BitConverter.DoubleToInt64Bits(value.GetDouble())));
    }

    [Fact]
    public void Write_AnySingle_ReadsBackToTheSameBits()
    {
        float[] values = [0.1f, float.MaxValue, float.Epsilon, 16777216f, -0f];

        using JsonDocument json = JsonDocument.Parse(Json(NdArray<float>.From(values, Shape.Of(values.Length))));

        Assert.Equal(
            values.Select(BitConverter.SingleToInt32Bits),
            json.RootElement.GetProperty("values").EnumerateArray()
                .Select(value => BitConverter.SingleToInt32Bits(value.GetSingle())));
    }

    private static string Json<T>(NdArray<T> value)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        using StringWriter output = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        JsonFormat.Write(output, value);
        return output.ToString();
    }
}

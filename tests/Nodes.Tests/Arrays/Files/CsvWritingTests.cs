namespace Dataflow.Nodes.Tests.Arrays;

public sealed class CsvWritingTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Write_EveryKindOfNumber_ReadsBackTheSame()
    {
        double[] values = [0.1, -0.0, 1e300, 5e-324, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 3];
        NdArray<double> table = NdArray<double>.From(values, Shape.Of(2, 4));
        CsvFile.Write(_files["a.csv"], table);
        Assert.Equal("0.1,-0,1E+300,5E-324\nnan,inf,-inf,3\n", File.ReadAllText(_files["a.csv"]));
        Assert.True(table.ValueEquals(CsvFile.Read<double>(_files["a.csv"])));
        Assert.Equal(1, _files.Count);
    }

    [Fact]
    public void Write_Floats_HaveTheirOwnDigits() => Assert.Equal("0.1\n0.2\n", Text(NdArray<float>.Of(0.1f, 0.2f)));

    [Fact]
    public void Write_Vector_IsAColumn() => Assert.Equal("1\n2\n3\n", Text(NdArray<double>.Of(1, 2, 3)));

    [Fact]
    public void Write_Number_IsALine() => Assert.Equal("2.5\n", Text(NdArray<double>.Scalar(2.5)));

    [Fact]
    public void Write_OtherLayout_IsUsed() => Assert.Equal("1,5;2\n", Text(
        NdArray<double>.From([1.5, 2], Shape.Of(1, 2)), new() { Delimiter = ';', Decimal = ',' }));

    [Theory]
    [InlineData(new long[] { 2, 3, 4 }, "reshape it, or save it as .npy")]
    [InlineData(new long[] { 0, 3 }, "save it as .npy")]
    [InlineData(new long[] { 0 }, "save it as .npy")]
    public void Write_WhatIsNoTable_IsRefusedAndLeavesTheOldFile(long[] sizes, string advice)
    {
        File.WriteAllText(_files["a.csv"], "1\n");
        NdArray<double> array = NdArray<double>.Zeros(sizes);
        var error = Assert.Throws<ShapeException>(() => CsvFile.Write(_files["a.csv"], array));
        Assert.EndsWith(advice, error.Message, StringComparison.Ordinal);
        Assert.Equal("1\n", File.ReadAllText(_files["a.csv"]));
        Assert.Equal(1, _files.Count);
    }

    private static string Text(NdArray<double> array, CsvOptions? options = null)
    {
        using StringWriter writer = new();
        CsvFile.Write(writer, array, options);
        return writer.ToString();
    }

    private static string Text(NdArray<float> array)
    {
        using StringWriter writer = new();
        CsvFile.Write(writer, array);
        return writer.ToString();
    }
}

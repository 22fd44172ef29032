using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class CsvFieldsTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData(" \t", true)]
    [InlineData("NA", true)]
    [InlineData(" N/A ", true)]
    [InlineData("null", true)]
    [InlineData("NULL", true)]
    [InlineData("-", true)]
    [InlineData("nAn", true)]
    [InlineData("na", false)]
    [InlineData("Null", false)]
    [InlineData("--", false)]
    [InlineData("0", false)]
    public void IsMissing_OfAField_KnowsTheWords(string field, bool expected) =>
        Assert.Equal(expected, CsvFields.IsMissing(field));

    [Theory]
    [InlineData("1", true)]
    [InlineData(" -.5x", true)]
    [InlineData("+,5", true)]
    [InlineData("1.#INF", true)]
    [InlineData("inf", true)]
    [InlineData("-NaN", true)]
    [InlineData("", false)]
    [InlineData("x1", false)]
    [InlineData("-", false)]
    [InlineData("info", false)]
    [InlineData("--1", false)]
    public void LooksLikeNumber_OfAField_GoesByItsBeginning(string field, bool expected) =>
        Assert.Equal(expected, CsvFields.LooksLikeNumber(field));

    [Theory]
    [InlineData("1.5", '.', 1.5)]
    [InlineData("1,5", ',', 1.5)]
    [InlineData("-1e-3", '.', -0.001)]
    public void TryRead_ANumber_IsRead(string field, char point, double expected)
    {
        Assert.True(CsvFields.TryRead(field, new() { Decimal = point, Delimiter = ';' }, out double value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("NA", true)]
    [InlineData("x", false)]
    [InlineData("1 2", false)]
    public void TryRead_NoNumber_IsNaNOnlyOfAMissingOneWhereThatIsWanted(string field, bool isMissing)
    {
        Assert.False(CsvFields.TryRead(field, new(), out double _));
        Assert.Equal(isMissing, CsvFields.TryRead(field, new() { Missing = CsvMissing.NaN }, out double value));
        Assert.True(double.IsNaN(value));
    }

    [Theory]
    [InlineData("NA", "; the option missing: nan reads it as NaN")]
    [InlineData("1;2", "; the delimiter is ',', should it be \";\"?")]
    [InlineData("1|2|3", "; the delimiter is ',', should it be \"|\"?")]
    [InlineData("1\t2", "; the delimiter is ',', should it be \"\\t\"?")]
    [InlineData("1;x", "")]
    [InlineData("x", "")]
    public void Advice_OfAField_SaysWhatMayBeMeant(string field, string expected) =>
        Assert.Equal(expected, CsvFields.Advice(field, new()));

    [Fact]
    public void Advice_OfAnotherDecimalCharacter_NamesIt() => Assert.Equal(
        "; the decimal character is '.', should it be ','?", CsvFields.Advice("1,5", new() { Delimiter = ';' }));
}

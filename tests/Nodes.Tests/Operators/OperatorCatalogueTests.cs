using System.Reflection;

namespace Dataflow.Nodes.Tests.Operators;

public sealed class OperatorCatalogueTests
{
    [Fact]
    public void All_Names_AreThoseOfTheLanguage()
    {
        const string names =
            "abs acos acosh add argmax argmin asin asinh atan atan2 atanh broadcast_to cbrt ceil clip " +
            "concatenate cos cosh cumprod cumsum div dot equal erf exp exp2 expand_dims expm1 floor fmod " +
            "full greater greater_equal hypot less less_equal log log10 log1p log2 logsumexp matmul max " +
            "max2 mean min min2 mul neg norm not_equal ones pad pow prod relu reshape round sequential " +
            "sigmoid signum sin sinh slice softmax softplus sort sqr sqrt squeeze std sub sum tan tanh " +
            "transpose var zeros";
        Assert.Equal(names, string.Join(' ', OperatorCatalogue.All.Select(op => op.Name)));
    }

    /// <summary>The build writes the list from files; here the assembly itself is asked.</summary>
    [Fact]
    public void All_OperatorsOfTheAssembly_AreListed()
    {
        IEnumerable<object?> defined = typeof(Operator).Assembly.GetTypes()
            .Select(type => type.GetField("Definition", BindingFlags.Public | BindingFlags.Static))
            .Where(field => field?.FieldType == typeof(Operator))
            .Select(field => field!.GetValue(null));
        IEnumerable<string> names = defined.Cast<Operator>().Select(op => op.Name).Order(StringComparer.Ordinal);
        Assert.Equal(names, OperatorCatalogue.All.Select(op => op.Name));
    }

    [Fact]
    public void Find_NameOrNot_GivesOperatorOrNull()
    {
        Assert.Same(SinOperator.Definition, OperatorCatalogue.Find("sin"));
        Assert.Null(OperatorCatalogue.Find("Sin"));
    }

    [Theory]
    [InlineData("sine", "sin sinh")]
    [InlineData("lessequal", "less_equal")]
    [InlineData("maxx", "max max2")]
    [InlineData("frobnicate", "")]
    public void Nearest_Misspelt_GivesTheNearestFirst(string unknown, string expectedFirst)
    {
        IReadOnlyList<string> near = OperatorCatalogue.Nearest(unknown);
        Assert.True(near.Count <= 3);
        Assert.StartsWith(expectedFirst, string.Join(' ', near), StringComparison.Ordinal);
    }
}

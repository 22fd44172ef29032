namespace Dataflow.Host.Tests.Scripts;

/// <summary>No number in a script or an expression, however large, makes anything but a result or a message.</summary>
public sealed class ExtremeArgumentsTests
{
    private static readonly string[] Integers =
    [
        "-9223372036854775808", "9223372036854775807", "18446744073709551616", "1e300", "-1", "4611686018427387904",
        "65",
    ];

    public static TheoryData<string> Operators => [.. OperatorCatalogue.All.Select(op => op.Name)];

    public static TheoryData<string, string> Cases => new()
    {
        { "reshape([1,2,3], [4294967296, 4294967296])", "reshape: 3 elements of shape [3] do not fill" },
        { "reshape(zeros([0]), [4294967296, 4294967296, 0])", "too many elements to be counted" },
        { "zeros([9223372036854775807])", "too many elements to be counted" },
        { "zeros([4294967296, 4294967296])", "too many elements to be counted" },
        { "pad([1,2], [9223372036854775807], [9223372036854775807])", "too many elements to be counted" },
        { "broadcast_to([1,2], [4611686018427387904, 4, 2])", "too many elements to be counted" },
        { $"zeros([{string.Join(", ", Enumerable.Repeat("1", 65))}])", "65 axes are more than an array can have" },
        { $"reshape([1], [{string.Join(", ", Enumerable.Repeat("1", 100_000))}])", "100000 axes are more" },
        { $"{new string('[', 65)}1{new string(']', 65)}", "65 axes are more than an array can have" },
    };

    [Theory, MemberData(nameof(Cases))]
    public async Task Eval_SizesThatNoArrayHas_SaysSo(string expression, string expected)
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", expression);

        Assert.True(answer.Code is 1 or 2, $"{answer.Code}"); // 2 where the text alone shows it
        Assert.Equal("", answer.Out);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zeros([1000000000000000])")]
    [InlineData("broadcast_to([1, 2], [1000000000000000, 2])")]
    public async Task Eval_OfMoreThanThereIsMemory_SpeaksOfMemoryAndNotOfVariables(string expression)
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", expression);

        Assert.Equal(1, answer.Code);
        Assert.Contains("out of memory", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("variable", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("shapes :", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zeros([0, 1000000000000])", "[]  shape [0, 1000000000000]\n")]
    [InlineData("zeros([1000000000000, 0])", "[]  shape [1000000000000, 0]\n")]
    [InlineData("zeros([0])", "[]\n")]
    public async Task Eval_OfNoElementsInHugeAxes_PrintsTheShape(string expression, string expected)
    {
        HostSession.Answer answer = await HostSession.RunAsync("eval", expression);

        Assert.Equal((0, expected, ""), (answer.Code, answer.Out, answer.Error));
    }

    [Theory, MemberData(nameof(Operators))]
    public async Task Eval_ExtremeArguments_GivesAValueOrAMessage(string name)
    {
        Operator op = OperatorCatalogue.Find(name)!;
        string operands = string.Join(", ", Enumerable.Repeat("[[1, 2], [3, 4]]", op.Arity));
        foreach (Argument argument in op.Arguments.Where(argument => argument.Kind != ArgumentKind.Boolean))
        {
            foreach (string value in argument.Kind == ArgumentKind.IntegerList ? Lists : Integers)
                await CheckAsync($"{name}({Joined(operands, Given(op, argument, value))})");
        }
    }

    [Theory]
    [InlineData("[9223372036854775807]")]
    [InlineData("[-9223372036854775808]")]
    [InlineData("[::9223372036854775807]")]
    [InlineData("[::-9223372036854775807]")]
    [InlineData("[-9223372036854775807:9223372036854775807:9223372036854775807]")]
    [InlineData("[99999999999999999999999:]")]
    public Task Eval_ExtremeSlices_GivesAValueOrAMessage(string slice) => CheckAsync($"[1, 2, 3]{slice}");

    private static IEnumerable<string> Lists =>
        [.. Integers.Select(value => $"[{value}]"), .. Integers.Select(value => $"[{value}, {value}]"), "[]"];

    /// <summary>The one argument, and what else is required.</summary>
    private static string Given(Operator op, Argument extreme, string value) => string.Join(", ", op.Arguments
        .Where(argument => argument.IsRequired || argument == extreme)
        .Select(argument => $"{argument.Name}: {(argument == extreme ? value : Simple(argument))}"));

    private static string Simple(Argument argument) => argument.Kind == ArgumentKind.IntegerList ? "[1]" : "1";

    private static string Joined(string operands, string arguments) =>
        operands.Length == 0 ? arguments : $"{operands}, {arguments}";

    private static async Task CheckAsync(string expression)
    {
        // An array that fits into no memory here could fit on another machine: such sizes are left out above.
        HostSession.Answer answer = await HostSession.RunAsync("eval", expression);
        Assert.True(answer.Code is 0 or 1 or 2, expression);
        Assert.True((answer.Code == 0) == (answer.Error.Length == 0), $"{expression}: {answer.Error}");
        Assert.DoesNotContain("Exception", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }
}

using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

/// <summary>The kinds are those that Python's <c>ast.literal_eval</c> makes of the same texts.</summary>
public sealed class PythonReaderTests
{
    [Theory]
    [InlineData("1", nameof(PythonKind.Integer))]
    [InlineData("(1)", nameof(PythonKind.Integer))]
    [InlineData("(1,)", nameof(PythonKind.Tuple))]
    [InlineData("()", nameof(PythonKind.Tuple))]
    [InlineData("[1, 2,]", nameof(PythonKind.List))]
    [InlineData("{}", nameof(PythonKind.Dictionary))]
    [InlineData("{1: 2, 'a': [3]}", nameof(PythonKind.Dictionary))]
    [InlineData("{1, (2, 3)}", nameof(PythonKind.Set))]
    [InlineData("set()", nameof(PythonKind.Set))]
    [InlineData("set ( )", nameof(PythonKind.Set))]
    [InlineData("True", nameof(PythonKind.Boolean))]
    [InlineData("None", nameof(PythonKind.None))]
    [InlineData("...", nameof(PythonKind.Ellipsis))]
    [InlineData("-1.5", nameof(PythonKind.Float))]
    [InlineData("+ 2j", nameof(PythonKind.Imaginary))]
    [InlineData("1 + 2j", nameof(PythonKind.Complex))]
    [InlineData("-1.5 - .5j", nameof(PythonKind.Complex))]
    [InlineData("b'a'", nameof(PythonKind.Bytes))]
    [InlineData("'a' # comment\n\n", nameof(PythonKind.Text))]
    [InlineData("\n# comment\n1", nameof(PythonKind.Integer))]
    [InlineData("(1, # one\n2 \\\n, 3)", nameof(PythonKind.Tuple))]
    public void Read_ALiteral_IsOfItsKind(string text, string kind) => Assert.Equal(kind, Read(text).Kind.ToString());

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1 2")]
    [InlineData("(1")]
    [InlineData("(1]")]
    [InlineData("(,)")]
    [InlineData("[1,,2]")]
    [InlineData("{1: 2, 3}")]
    [InlineData("{1, 2: 3}")]
    [InlineData("{1:}")]
    [InlineData("{[]: 1}")]
    [InlineData("{{}}")]
    [InlineData("{(1, [])}")]
    [InlineData("set(1)")]
    [InlineData("set")]
    [InlineData("true")]
    [InlineData("Infinity")]
    [InlineData("--1")]
    [InlineData("-True")]
    [InlineData("-'a'")]
    [InlineData("1 + 2")]
    [InlineData("1 + -2j")]
    [InlineData("2j + 1")]
    [InlineData("1 + 2j + 3j")]
    [InlineData("..")]
    [InlineData("1\0")]
    [InlineData("\n 1")]
    [InlineData("1\n  ")]
    [InlineData("1\\\n")]
    [InlineData("f(1)")]
    public void Read_WhatIsNoLiteral_IsRefused(string text)
    {
        string message = Assert.Throws<FileFormatException>(() => Read(text)).Message;
        Assert.StartsWith("file has a damaged header, character ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-5", -5L)]
    [InlineData("+5", 5L)]
    [InlineData("- 9223372036854775807", -long.MaxValue)]
    [InlineData("True", 1L)]
    [InlineData("False", 0L)]
    public void Read_ANumber_HasItsSign(string text, long expected) => Assert.Equal(expected, Read(text).Number);

    [Fact]
    public void Read_ADictionary_HasKeysAndValuesInTurnAndTheirPlaces()
    {
        const string text = "{'a': (1, 2), 'b':  None }";
        PythonValue dictionary = Read(text);
        Assert.Equal(
            ["'a'", "(1, 2)", "'b'", "None"], dictionary.Items.Select(item => text[item.Place]));
        Assert.False(dictionary.IsHashable);
        Assert.True(dictionary.Items[1].IsHashable);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    [InlineData(100_000, false)]
    public void Read_BracketsInBrackets_AreReadAsDeepAsPythonReads(int depth, bool isRead)
    {
        string text = new string('[', depth) + new string(']', depth);
        if (isRead) Assert.Equal(PythonKind.List, Read(text).Kind);
        else Assert.Contains("more than 200 deep", Refusal(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfPython2_TakesLongsAndAnIndentAtTheEnd()
    {
        Assert.Equal(2, PythonReader.Read("(1L, 2 L)\n  ", "file", takesLongs: true).Items.Count);
        Assert.Throws<FileFormatException>(() => Read("(1L,)"));
    }

    /// <summary>Any beginning of a literal is none, and is refused without a crash.</summary>
    [Fact]
    public void Read_CutAnywhere_IsRefused()
    {
        const string text = "{'descr': [('a', '<f8'), (b\"b\", 0x1F)], 'shape': (-1.5e3 + 2j, {1, 2}, ..., None), }";
        Assert.Equal(PythonKind.Dictionary, Read(text).Kind);
        for (int length = 0; length < text.Length; length++) Refusal(text[..length]);
    }

    private static string Refusal(string text) => Assert.Throws<FileFormatException>(() => Read(text)).Message;

    private static PythonValue Read(string text) => PythonReader.Read(text, "file", takesLongs: false);
}

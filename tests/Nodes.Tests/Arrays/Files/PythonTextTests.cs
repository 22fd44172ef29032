using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class PythonTextTests
{
    [Theory]
    [InlineData("'a'", "a")]
    [InlineData("\"it's\"", "it's")]
    [InlineData("''", "")]
    [InlineData("''''''", "")]
    [InlineData("'''a'b''c'''", "a'b''c")]
    [InlineData("\"\"\"a\nb\"\"\"", "a\nb")]
    [InlineData("'a' \"b\" '''c'''", "abc")]
    [InlineData("u'a'", "a")]
    [InlineData("r'a\\n'", "a\\n")]
    [InlineData("R'\\''", "\\'")]
    [InlineData("'\\a\\b\\f\\n\\r\\t\\v'", "\a\b\f\n\r\t\v")]
    [InlineData("'\\\\ \\' \\\"'", "\\ ' \"")]
    [InlineData("'a\\\nb\\\r\nc'", "abc")]
    [InlineData("'\\0\\101\\1012'", "\0AA2")]
    [InlineData("'\\x41\\u00e9\\U0001F600'", "Aé😀")]
    [InlineData("'\\q'", "\\q")]
    [InlineData("'é'", "é")]
    public void Read_AText_IsItsCharacters(string literal, string expected)
    {
        PythonValue value = Read(literal);
        Assert.Equal((PythonKind.Text, expected), (value.Kind, value.Text));
    }

    [Theory]
    [InlineData("b'a'", "a")]
    [InlineData("B'\\x41\\n'", "A\n")]
    [InlineData("rb'\\n'", "\\n")]
    [InlineData("Br'\\x'", "\\x")]
    [InlineData("b'\\u0041\\N'", "\\u0041\\N")]
    [InlineData("b'a' b'b'", "ab")]
    public void Read_Bytes_AreTheirCharacters(string literal, string expected)
    {
        PythonValue value = Read(literal);
        Assert.Equal((PythonKind.Bytes, expected), (value.Kind, value.Text));
    }

    [Theory]
    [InlineData("'a")]
    [InlineData("'a\"")]
    [InlineData("'''a''")]
    [InlineData("'a\n'")]
    [InlineData("'a\r'")]
    [InlineData("'\\")]
    [InlineData("'\\'")]
    [InlineData("r'\\'")]
    [InlineData("'\\x4'")]
    [InlineData("'\\u12'")]
    [InlineData("'\\U00110000'")]
    [InlineData("'\\N{DASH}'")]
    [InlineData("b'é'")]
    [InlineData("'a' b'b'")]
    [InlineData("b'a' 'b'")]
    public void Read_WhatPythonDoesNotRead_IsRefused(string literal) =>
        Assert.Throws<FileFormatException>(() => Read(literal));

    [Theory]
    [InlineData("'a'", true)]
    [InlineData("br\"a\"", true)]
    [InlineData("Rb'a'", true)]
    [InlineData("ur'a'", false)]
    [InlineData("bb'a'", false)]
    [InlineData("f'a'", false)]
    [InlineData("rbu'a'", false)]
    [InlineData("a", false)]
    [InlineData("1'a'", false)]
    [InlineData("", false)]
    public void IsNext_OfAPrefix_SaysWhetherATextBegins(string literal, bool expected) =>
        Assert.Equal(expected, PythonText.IsNext(new PythonCursor(literal, "text")));

    private static PythonValue Read(string literal)
    {
        PythonCursor cursor = new(literal, "text");
        PythonValue value = PythonText.Read(cursor);
        return cursor.IsAtEnd ? value : throw new FileFormatException($"it ended at {cursor.At}");
    }
}

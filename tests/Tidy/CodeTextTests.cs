using Dataflow.Tidy.Source;

namespace Dataflow.Tidy;

public sealed class CodeTextTests
{
    [Theory]
    [InlineData("a // b", "a     ")]
    [InlineData("a /* b\nc */ d", "a     \n     d")]
    [InlineData("a(\"b // c\") // d", "a(        )     ")]
    [InlineData("a(\"\\\"b\", c)", "a(     , c)")]
    [InlineData("a('\"', b, '\\'')", "a(   , b,     )")]
    [InlineData("a(@\"b\\\", c)", "a(     , c)")]
    [InlineData("a(@\"\"\"b\"\"\", c)", "a(        , c)")]
    [InlineData("a($\"b{c}d\")", "a(    c   )")]
    [InlineData("a($\"{{b}}\")", "a(        )")]
    [InlineData("a($\"b{c(\"d\")}e\", f)", "a(    c(   )   , f)")]
    [InlineData("a(\"\"\"b\"c\"\"\", d)", "a(         , d)")]
    [InlineData("a($$\"\"\"{b}{{c}}\"\"\")", "a(          c     )")]
    [InlineData("@class + \"\"", "@class +   ")]
    public void Of_CommentsAndStrings_AreBlanked(string text, string code) => Assert.Equal(code, CodeText.Of(text));
}

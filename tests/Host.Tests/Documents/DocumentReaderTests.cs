namespace Dataflow.Host.Tests.Documents;

public sealed class DocumentReaderTests
{
    [Fact]
    public void Read_BlocksOfEachKind_FindsTheirUseLineAndException()
    {
        IReadOnlyList<DocumentBlock> blocks = DocumentReader.Read("""
            # Page
            ```csharp
            int a = 1;
            ```
            prints
            ```
            1
            ```
            <!-- not run: it needs two machines -->
            ```
            dataflow host
            ```
            """);

        Assert.Equal(
            [(2, BlockUse.Program, "int a = 1;", null), (6, BlockUse.Output, "1", null),
                (10, BlockUse.Commands, "dataflow host", "not run: it needs two machines")],
            blocks.Select(block => (block.Line, block.Use, block.Text, block.Exception)));
        Assert.True(blocks[2].IsNotRun);
    }

    [Theory]
    [InlineData("```\nno end")]
    [InlineData("```cobol\nMOVE 1 TO A\n```")]
    public void Read_WhatNobodyKnows_Throws(string text) =>
        Assert.Throws<FormatException>(() => DocumentReader.Read(text));

    [Fact]
    public void Run_ABlockThatDoesNotCompile_Throws() =>
        Assert.Throws<FormatException>(() => PageProgram.Run([new(1, BlockUse.Program, "int a = ;", null)]));

    [Fact]
    public void Run_SeveralBlocks_TellsWhatEachPrints()
    {
        IReadOnlyDictionary<int, string> printed = PageProgram.Run(
        [
            new(3, BlockUse.Program, "using System.Globalization;\nint a = 1;\nConsole.WriteLine(a);", null),
            new(7, BlockUse.Program, "await Never();", "compiled only: there is no such thing here"),
            new(9, BlockUse.Program, "Console.WriteLine(a + 1);\nstatic Task Never() => Task.CompletedTask;", null),
        ]);

        Assert.Equal([(3, "1\n"), (9, "2\n")], printed.Select(block => (block.Key, block.Value)));
    }
}

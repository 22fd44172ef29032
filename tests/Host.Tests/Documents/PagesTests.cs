namespace Dataflow.Host.Tests.Documents;

/// <summary>Every block of the pages runs as it stands there, and prints what stands below it.</summary>
public sealed class PagesTests
{
    // A block more that is not run is a decision; so is what is drawn and not printed.
    private const int MostNotRun = 8, MostCompiledOnly = 2, MostPictures = 5;

    public static TheoryData<string> WithPrograms => With(BlockUse.Program);

    public static TheoryData<string> WithCommands => With(BlockUse.Commands);

    [Theory, MemberData(nameof(WithPrograms))]
    public void Program_OfAllBlocks_PrintsWhatThePageSays(string page)
    {
        IReadOnlyList<DocumentBlock> blocks = Pages.Blocks(page);
        IReadOnlyDictionary<int, string> printed =
            PageProgram.Run(blocks.Where(block => block.Use == BlockUse.Program && !block.IsNotRun));

        for (int i = 0; i < blocks.Count; i++)
        {
            if (!printed.TryGetValue(blocks[i].Line, out string? came)) continue;
            bool hasOutput = i + 1 < blocks.Count && blocks[i + 1].Use == BlockUse.Output;
            AssertPrinted(hasOutput ? blocks[i + 1].Text : "", came, $"{page}:{blocks[i].Line}");
        }
    }

    [Theory, MemberData(nameof(WithCommands))]
    public async Task Commands_EachOfThem_PrintsWhatThePageSays(string page)
    {
        IReadOnlyList<DocumentBlock> blocks = Pages.Blocks(page);
        for (int i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Use != BlockUse.Commands || blocks[i].IsNotRun) continue;
            bool isApart = i + 1 < blocks.Count && blocks[i + 1].Use == BlockUse.Output;
            foreach ((string command, string output) in PageCommands.Of(blocks[i]))
            {
                string came = await PageCommands.RunAsync(command);
                AssertPrinted(isApart ? blocks[i + 1].Text : output, came, $"{page}:{blocks[i].Line}: {command}");
            }
        }
    }

    [Fact]
    public void Blocks_ThatAreNotRun_AreFewAndSayWhy()
    {
        DocumentBlock[] blocks = [.. Pages.Names.SelectMany(Pages.Blocks)];

        Assert.Equal(MostNotRun, blocks.Count(block => block.IsNotRun));
        Assert.Equal(MostCompiledOnly, blocks.Count(block => block.IsCompiledOnly));
        Assert.Equal(MostPictures, blocks.Count(block => block.Use == BlockUse.Picture));
    }

    [Fact]
    public void Outputs_EachOfThem_StandsBelowWhatPrintsIt()
    {
        foreach (string page in Pages.Names)
        {
            IReadOnlyList<DocumentBlock> blocks = Pages.Blocks(page);
            for (int i = 0; i < blocks.Count; i++)
            {
                bool isBelow = i > 0 && blocks[i - 1].Use is BlockUse.Program or BlockUse.Commands;
                bool isRight = blocks[i].Use != BlockUse.Output || isBelow;
                Assert.True(isRight, $"{page}:{blocks[i].Line} is printed by nothing");
            }
        }
    }

    /// <summary>Another language's compiler is not here: the same lines are in tests that it compiles.</summary>
    [Fact]
    public void Lines_OfFSharp_AreOfATest()
    {
        string folder = Path.Combine(Pages.Folder, "tests", "FSharp.Tests");
        string tests = string.Join('\n', Directory.GetFiles(folder, "*.fs").Select(File.ReadAllText));
        string[] lines =
        [
            .. from page in Pages.Names
               from block in Pages.Blocks(page)
               where block.Use == BlockUse.Elsewhere
               from line in block.Text.Split('\n')
               select line.Split("//")[0].Trim(),
        ];
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains(line, tests, StringComparison.Ordinal));
    }

    private static TheoryData<string> With(BlockUse use) =>
        [.. Pages.Names.Where(page => Pages.Blocks(page).Any(block => block.Use == use && !block.IsNotRun))];

    private static void AssertPrinted(string expected, string came, string where) => Assert.True(
        ExpectedText.Matches(expected, came), $"{where}\n--- the page says\n{expected}\n--- it prints\n{came}");
}

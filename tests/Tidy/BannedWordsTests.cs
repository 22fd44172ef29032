using Dataflow.Tidy.Rules;
using Dataflow.Tidy.Source;

namespace Dataflow.Tidy;

public sealed class BannedWordsTests
{
    [Fact]
    public void Sources_EveryFile_HasNoBannedWord() =>
        Findings.AssertNone(Repository.Sources.SelectMany(BannedWords.Violations));

    [Theory]
    [InlineData("src/Nodes/A.cs", "var a = DateTime.UtcNow;")]
    [InlineData("src/Nodes/A.cs", "var a = DateTimeOffset.Now;")]
    [InlineData("src/Client/A.cs", "var a = TimeProvider.System;")]
    [InlineData("src/Host/A.cs", "Stopwatch a;")]
    [InlineData("src/Nodes/A.cs", "var a = Environment.TickCount64;")]
    [InlineData("src/Nodes/A.cs", "var a = Random.Shared;")]
    [InlineData("src/Nodes/A.cs", "var a = new Random(1);")]
    [InlineData("src/Nodes/A.cs", "Random a = new(1);")]
    [InlineData("tests/Scenarios/A.cs", "var a = new Random();")]
    [InlineData("src/Nodes/A.cs", "Task.Run(B);")]
    [InlineData("src/Nodes/A.cs", "Parallel.For(0, 1, B);")]
    [InlineData("src/Nodes/Engine/A.cs", "ThreadPool.QueueUserWorkItem(B);")]
    [InlineData("src/Nodes/A.cs", "Thread.Sleep(1);")]
    [InlineData("tests/Scenarios/A.cs", "Thread.Sleep(1);")]
    [InlineData("tests/Benchmarks/A.cs", "await Task\n    .Delay(1);")]
    [InlineData("tests/Scenarios/A.cs", "[Fact(Skip = \"B\")]")]
    [InlineData("src/Nodes/A.cs", "throw new NotImplementedException();")]
    [InlineData("src/Nodes/A.cs", "// TO" + "DO: B")]
    public void Violations_ABannedWord_IsFound(string path, string text) =>
        Assert.Single(BannedWords.Violations(new SourceFile(path, text)));

    [Theory]
    [InlineData("src/Nodes/A.cs", "// Not Task.Run: B\nvar a = \"Task.Run\";")]
    [InlineData("src/Nodes/A.cs", "var a = time.GetUtcNow();")]
    [InlineData("src/Nodes/Actors/A.cs", "ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);")]
    [InlineData("src/Host/A.cs", "var a = TimeProvider.System;")]
    [InlineData("tests/Benchmarks/A.cs", "var a = Stopwatch.GetTimestamp();")]
    [InlineData("tests/Scenarios/A.cs", "var a = new Random(7);")]
    public void Violations_AWordThatIsRightThere_IsAllowed(string path, string text) =>
        Assert.Empty(BannedWords.Violations(new SourceFile(path, text)));

    /// <summary>The compiler bans them as well, where it is told of the list.</summary>
    [Theory]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("T:System.Diagnostics.Stopwatch")]
    [InlineData("P:System.Random.Shared")]
    [InlineData("M:System.Threading.Tasks.Task.Run(System.Action)")]
    [InlineData("M:System.Threading.Thread.Sleep(System.Int32)")]
    public void BannedSymbols_OfSrc_AreGivenToTheCompiler(string symbol)
    {
        Assert.Contains("BannedSymbols.txt", Repository.Read("src/Directory.Build.props"), StringComparison.Ordinal);
        Assert.Contains(symbol + ";", Repository.Read("src/BannedSymbols.txt"), StringComparison.Ordinal);
    }
}

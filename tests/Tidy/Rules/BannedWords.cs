using System.Text.RegularExpressions;
using Dataflow.Tidy.Source;

namespace Dataflow.Tidy.Rules;

/// <summary>
/// Words that stay outside the seams through which time, chance and concurrency are handed in, and words that mark work
/// left undone.
/// </summary>
internal static class BannedWords
{
    private const string Time = "time is handed in: take a TimeProvider";
    private const string Chance = "chance is handed in, with its seed";
    private const string Concurrency = "concurrency is the dispatcher's";
    private const string Waiting = "wait for an event, never for time";
    private const string Undone = "finish it or leave it out";

    /// <summary>Words of code, where they are banned, and where in there they are nevertheless right.</summary>
    private static readonly Ban[] InCode =
    [
        new(@"\bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b", Time, ["src"], []),
        new(@"\bTimeProvider\s*\.\s*System\b", Time, ["src"], ["src/Host", "src/Client/Sessions"]),
        new(@"\bStopwatch\b", Time, ["src", "tests"], ["tests/Benchmarks"]),
        new(@"\bEnvironment\s*\.\s*TickCount(64)?\b", Time, ["src", "tests"], ["tests/Benchmarks"]),
        new(@"\bRandom\s*\.\s*Shared\b", Chance, ["src", "tests"], []),
        new(@"\bnew\s+Random\s*\(|\bRandom\s+\w+\s*=\s*new\s*\(", Chance, ["src"], []),
        new(@"\bnew\s+Random\s*\(\s*\)|\bRandom\s+\w+\s*=\s*new\s*\(\s*\)", Chance, ["tests"], []),
        new(@"\bTask\s*\.\s*(Run|Factory)\b|\bTaskFactory\b|\bParallel\s*\.", Concurrency, ["src"], []),
        new(@"\bThreadPool\s*\.|\bnew\s+Thread\s*\(", Concurrency,
            ["src"], ["src/Nodes/Actors", "src/Nodes/Kernels/Threads", "src/Host"]),
        new(@"\bThread\s*\.\s*Sleep\b|\bTask\s*\.\s*Delay\b", Waiting, ["src", "tests"], []),
        new(@"\bNotImplementedException\b", Undone, ["src", "tests"], []),
        new(@"\[(Fact|Theory|InlineData|MemberData)\b[^\]]*\bSkip\s*=(?!=)", "a test runs or is not there",
            ["tests"], []),
    ];

    /// <summary>Words of comments; written in two halves, so that this file does not find itself.</summary>
    private static readonly Ban[] InText = [new(@"\b(TO" + "DO|FIX" + @"ME)\b", Undone, ["src", "tests"], [])];

    public static IEnumerable<string> Violations(SourceFile file) =>
        InCode.SelectMany(ban => ban.In(file, file.Code)).Concat(InText.SelectMany(ban => ban.In(file, file.Text)));

    private sealed record Ban(string Word, string Reason, string[] Folders, string[] Exceptions)
    {
        private readonly Regex _word = Pattern.Of(Word);

        public IEnumerable<string> In(SourceFile file, string text) =>
            Folders.Any(file.IsIn) && !Exceptions.Any(file.IsIn)
                ? _word.Matches(text).Select(match => $"{file.Place(match.Index)}: '{match.Value}': {Reason}")
                : [];
    }
}

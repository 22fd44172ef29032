using System.Text.RegularExpressions;
using Dataflow.Tidy.Source;

namespace Dataflow.Tidy.Rules;

/// <summary>The names of tests: Method_Condition_Result, or a sentence whose parts are in PascalCase.</summary>
internal static class TestNames
{
    private static readonly Regex Test = Pattern.Of(
        @"\[(Fact|Theory|Property)\b[^;]*?\b(public|internal|private|protected)\s+"
        + @"[^;{}(=]*?\b(?<name>\w+)\s*(<[^>]*>)?\s*\(");

    private static readonly Regex Good = Pattern.Of(@"^[A-Z][A-Za-z0-9]*(_[A-Z0-9][A-Za-z0-9]*)+$");

    public static IEnumerable<string> Violations(SourceFile file) =>
        from match in Test.Matches(file.Code)
        let name = match.Groups["name"]
        where !Good.IsMatch(name.Value)
        select $"{file.Place(name.Index)}: {name.Value} is not of the form Method_Condition_Result";
}

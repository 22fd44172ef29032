using System.CommandLine;
using Dataflow.Host.Scripts;

namespace Dataflow.Host.Verbs;

/// <summary>How .csv files are laid out, on the command line: the words of scripts, for all files of a command.</summary>
internal sealed class CsvFlags
{
    private readonly Dictionary<string, Option<string?>> _options = CsvWords.Names.ToDictionary(
        name => name, name => new Option<string?>($"--{name}") { Description = Describe(name), HelpName = Form(name) });

    public CsvFlags(Command command)
    {
        foreach (string name in CsvWords.Names) command.Add(_options[name]);
    }

    /// <exception cref="UsageException">One is not what it should be, or two contradict each other.</exception>
    public CsvOptions Read(ParseResult given)
    {
        CsvOptions options = new();
        foreach (string name in CsvWords.Names)
        {
            if (given.GetValue(_options[name]) is not { } text) continue;
            try { options = CsvWords.With(options, name, text); }
            catch (FormatException error) { throw new UsageException($"--{name} {text}: {error.Message}"); }
        }

        return options.Problem is { } problem ? throw new UsageException(problem) : options;
    }

    private static string Describe(string name) => name switch
    {
        "columns" => "Of .csv files: the first column and the first left out, or the names of columns.",
        "delimiter" => "Of .csv files: what stands between two numbers; \\t is a tab.",
        "decimal" => "Of .csv files: what stands before the fraction of a number.",
        "header" => "Of .csv files: whether the first line has names; auto finds out.",
        "skip" => "Of .csv files: how many lines are not looked at.",
        "comment" => "Of .csv files: what begins a comment.",
        _ => "Of .csv files: whether missing numbers (empty, NA, N/A, null, NULL, -) are errors or NaN.",
    };

    private static string Form(string name) => name switch
    {
        "columns" => "FIRST,END|NAME,...",
        "delimiter" or "decimal" => "CHARACTER",
        "header" => "true|false|auto",
        "skip" => "LINES",
        "comment" => "TEXT",
        _ => "error|nan",
    };
}

using System.Text.RegularExpressions;

namespace Dataflow.Host.Tests.Documents;

/// <summary>The commands of a block, run in this process as from the top folder of the project.</summary>
internal static partial class PageCommands
{
    private const string Executable = "dataflow ", ByProject = "dotnet run --project src/Host -c Release -- ";

    /// <summary>Each command of a block and what stands below it.</summary>
    public static IEnumerable<(string Command, string Output)> Of(DocumentBlock block)
    {
        string text = block.Text.Replace("\\\n", "", StringComparison.Ordinal);
        if (!text.StartsWith("$ ", StringComparison.Ordinal)) return text.Split('\n').Select(line => (line, ""));
        return text[2..].Split("\n$ ").Select(part => part.Split('\n', 2))
            .Select(parts => (parts[0], parts.Length > 1 ? parts[1] : ""));
    }

    /// <summary>What a command prints, errors included.</summary>
    public static async Task<string> RunAsync(string command)
    {
        string? rest = command.StartsWith(Executable, StringComparison.Ordinal) ? command[Executable.Length..]
            : command.StartsWith(ByProject, StringComparison.Ordinal) ? command[ByProject.Length..] : null;
        if (rest is null) throw new FormatException($"'{command}' is no command that can be run here");
        string[] arguments = [.. Word().Matches(rest).Select(word => Placed(word.Value.Replace("\"", "")))];
        HostSession.Answer answer = await HostSession.RunAsync(arguments);
        return answer.Out + answer.Error;
    }

    /// <summary>Files are named from the top folder.</summary>
    private static string Placed(string argument)
    {
        int start = argument.IndexOf('=') + 1;
        string path = Path.Combine(Pages.Folder, argument[start..]);
        return File.Exists(path) ? argument[..start] + path : argument;
    }

    [GeneratedRegex("""(?:"[^"]*"|[^\s"])+""", RegexOptions.None, 1000)]
    private static partial Regex Word();
}

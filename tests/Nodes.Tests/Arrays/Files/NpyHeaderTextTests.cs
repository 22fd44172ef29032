using System.Text.Json;
using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class NpyHeaderTextTests
{
    /// <summary>The file says how it was made.</summary>
    [Fact]
    public void Parse_ThousandsOfHeaders_IsWhatNumPyMakesOfThem()
    {
        string[] lines = File.ReadAllLines(TestFiles.Data("files/npy-headers.jsonl"));
        List<string> wrong = [];
        int accepted = 0;
        foreach (string line in lines)
        {
            JsonElement[] parts = JsonSerializer.Deserialize<JsonElement[]>(line)!;
            string expected = Expected(parts[2]);
            string actual = Parsed(parts[1].GetString()!, parts[0].GetInt32());
            if (expected != actual) wrong.Add($"{line}: {actual}");
            if (expected != "refused") accepted++;
        }

        Assert.True(lines.Length > 2000 && accepted > 300, $"{lines.Length} headers, {accepted} good ones");
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ\n{string.Join('\n', wrong)}");
    }

    private static string Expected(JsonElement answer) => answer.ValueKind == JsonValueKind.Null
        ? "refused"
        : $"{answer[0].GetString()} {answer[1].GetBoolean()} [{string.Join(", ", answer[2].EnumerateArray())}]";

    private static string Parsed(string header, int version)
    {
        try
        {
            NpyHeader read = NpyHeaderText.Parse(header, "text", version);
            return $"{read.Element} {read.IsFortranOrder} {read.Shape}";
        }
        catch (FileFormatException)
        {
            return "refused";
        }
    }
}

using Dataflow.Host.Options;

namespace Dataflow.Host.Tests.Options;

/// <summary>Documents and examples say what the table of options says.</summary>
public sealed class OptionDocumentsTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "documents");

    [Fact]
    public void Reference_Options_AreThoseOfTheTable()
    {
        string[] rows = [.. File.ReadLines(Path.Combine(Folder, "reference.md"))
            .SkipWhile(line => line != "## Options of a member")
            .Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

        Assert.Equal(OptionTable.Rows.Select(RowOf), rows);
    }

    [Fact]
    public void Example_HostFile_IsRead()
    {
        HostOptions options = OptionsReader.Read(JsonSettings.Read(Path.Combine(Folder, "host.json")));

        Assert.Equal(("a", "tcp://127.0.0.1:4510"), (options.Member.Name, options.Member.Listen.ToString()));
    }

    [Fact]
    public void Example_HostFile_HasTheDefaults()
    {
        foreach (Setting setting in JsonSettings.Read(Path.Combine(Folder, "host.json")))
        {
            OptionRow row = OptionTable.Find(setting.Key)!;
            if (row.DefaultInWords is null && row.Default.Length > 0 && row.Key != "store:kind")
                Assert.Equal((row.Key, row.Default), (row.Key, setting.Value));
        }
    }

    private static string RowOf(OptionRow row)
    {
        string preset = row.DefaultInWords ?? (row.Default.Length == 0 ? "none" : $"`{row.Default}`");
        return $"| `{row.Key}` | {preset} | {row.Range} | {row.Reason} |";
    }
}

namespace Dataflow.Tidy.Source;

/// <summary>What rules found, for assertions.</summary>
internal static class Findings
{
    /// <summary>Fails with one finding a line unless there are none.</summary>
    public static void AssertNone(IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        if (all.Length > 0) Assert.Fail($"{all.Length} found:\n{string.Join('\n', all)}");
    }
}

namespace Dataflow.Host.Tests.Graphs;

/// <summary>The graph files that come with the project run as they are.</summary>
public sealed class GraphFileTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.flow").Select(file => Path.GetFileName(file)!)];

    internal static string Folder => Path.Combine(AppContext.BaseDirectory, "graphs");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Run_Doubles_Succeeds(string file)
    {
        HostSession.Answer answer = await HostSession.RunAsync("run", Path.Combine(Folder, file));

        Assert.Equal((0, ""), (answer.Code, answer.Error));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Run_Singles_Succeeds(string file)
    {
        HostSession.Answer answer = await HostSession.RunAsync("run", Path.Combine(Folder, file), "--type", "f32");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
    }
}

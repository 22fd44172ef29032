using Dataflow.TestKit;

namespace Dataflow.Processes;

/// <summary>A store whose files were damaged while no member ran.</summary>
public sealed class DamageTests
{
    private const int Assigned = 5;

    [Fact]
    public async Task Open_ATornEnd_KeepsTheRestAndLogsIt()
    {
        await using ProcessCluster cluster = await StoppedAsync();
        await using (FileStream journal = new(Journal(cluster), FileMode.Append)) journal.Write(new byte[100]);
        await cluster.StartMemberAsync("a");

        Context flow = await cluster.OpenAsync("g", "a");

        Assert.Equal(Assigned, flow.Variable<double>("x").Eval().ToScalar());
        string note = await cluster["a"].LineAsync(" were dropped");
        Assert.Contains("100 bytes", note, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(Journal(cluster)), note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TheNewestJournalDeleted_IsRefusedAndSaysWhich()
    {
        await using ProcessCluster cluster = await StoppedAsync();
        string journal = Journal(cluster);
        File.Delete(journal);
        await cluster.StartMemberAsync("a");

        DataflowClient client = await cluster.ConnectAsync("a");
        var error = await Assert.ThrowsAsync<GraphDamagedException>(() => client.OpenGraphAsync("g"));

        Assert.Contains(journal, error.Message, StringComparison.Ordinal);
        Assert.Contains("found no such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AFolderThatMayNotBeUsed_IsRefusedAndSaysWhich()
    {
        await using ProcessCluster cluster = await StoppedAsync();
        string owner = Path.Combine(cluster.Folder, "g-g", "owner");
        File.Delete(owner);
        Directory.CreateDirectory(owner);
        await cluster.StartMemberAsync("a");

        DataflowClient client = await cluster.ConnectAsync("a");
        var error = await Assert.ThrowsAsync<GraphAccessException>(() => client.OpenGraphAsync("g"));

        Assert.Contains(owner, error.Message, StringComparison.Ordinal);
        Assert.Contains("may read and write all files", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_DamageInTheMiddle_IsRefusedAndSaysWhere()
    {
        await using ProcessCluster cluster = await StoppedAsync();
        string journal = Journal(cluster);
        byte[] bytes = await File.ReadAllBytesAsync(journal);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(journal, bytes);
        await cluster.StartMemberAsync("a");

        DataflowClient client = await cluster.ConnectAsync("a");
        var error = await Assert.ThrowsAsync<GraphDamagedException>(() => client.OpenGraphAsync("g"));

        Assert.Contains("graph 'g' could not be opened", error.Message, StringComparison.Ordinal);
        Assert.Contains(journal, error.Message, StringComparison.Ordinal);
        Assert.Contains("at byte ", error.Message, StringComparison.Ordinal);
        await cluster["a"].LineAsync(" could not be opened");
        Context other = await client.OpenGraphAsync("other");
        await other.Variable<double>("x").AssignAsync(NdArray<double>.Scalar(1));
    }

    /// <summary>Whoever wants it gone does not need what is in it, and then begins with an empty one.</summary>
    [Fact]
    public async Task Delete_AGraphThatCannotBeOpened_DeletesIt()
    {
        await using ProcessCluster cluster = await StoppedAsync();
        File.Delete(Journal(cluster));
        await cluster.StartMemberAsync("a");
        DataflowClient client = await cluster.ConnectAsync("a");
        await Assert.ThrowsAsync<GraphDamagedException>(() => client.OpenGraphAsync("g"));

        await client.DeleteGraphAsync("g");

        Context flow = await client.OpenGraphAsync("g");
        await Assert.ThrowsAnyAsync<DataflowException>(() => flow.Variable<double>("x").EvalAsync());
    }

    /// <summary>A cluster of one member, which was killed after some assignments.</summary>
    private static async Task<ProcessCluster> StoppedAsync()
    {
        ProcessCluster cluster = await ProcessCluster.StartAsync(["a"]);
        LazyArray<double> x = (await cluster.OpenAsync("g", "a")).Variable<double>("x");
        for (int i = 1; i <= Assigned; i++) await x.AssignAsync(NdArray<double>.Scalar(i));
        await cluster.KillAsync("a");
        return cluster;
    }

    private static string Journal(ProcessCluster cluster) =>
        Directory.GetFiles(Path.Combine(cluster.Folder, "g-g"), "journal-*.log").Order(StringComparer.Ordinal).First();
}

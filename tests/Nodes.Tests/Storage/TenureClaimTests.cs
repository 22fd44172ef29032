using Dataflow.Nodes.Storage;
using Dataflow.TestKit;

namespace Dataflow.Nodes.Tests.Storage;

/// <summary>A claim says who opened a graph last, in bytes that every version reads.</summary>
public sealed class TenureClaimTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "owner");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tenure_WhereNobodyHasClaimed_IsTheLeast()
    {
        using var claim = new TenureClaim(File);
        Assert.Equal((new Tenure(long.MinValue), default), (claim.Tenure, claim.Generation));
        Assert.False(claim.IsMine);
    }

    [Fact]
    public void Make_OfAClaim_IsReadByOthers()
    {
        using TenureClaim mine = Claim(5, 3), other = new(File);
        Assert.True(mine.IsMine);
        Assert.False(other.IsMine);
        Assert.Equal((new Tenure(5), new Generation(3)), (other.Tenure, other.Generation));
    }

    /// <summary>Tenure, generation and the hash of both, little-endian.</summary>
    [Fact]
    public void Make_OfAClaim_WritesTheBytesThatEveryVersionReads()
    {
        Claim(5, 3).Dispose();
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        Assert.Equal([5, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0], bytes[..16]);
        Assert.Equal(System.IO.Hashing.XxHash3.HashToUInt64(bytes.AsSpan(0, 16)), BitConverter.ToUInt64(bytes, 16));
        Assert.Equal(24, bytes.Length);
    }

    /// <summary>Opening twice in one tenure makes two claims, and only the second counts.</summary>
    [Fact]
    public void Make_InTheSameTenure_TakesTheClaimAway()
    {
        using TenureClaim first = Claim(5, 3), second = Claim(5, 4);
        Assert.Equal((false, true), (first.IsMine, second.IsMine));
    }

    [Fact]
    public void Tenure_OfAClaimThatIsDamaged_IsTheLeast()
    {
        Claim(5, 3).Dispose();
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        bytes[0] ^= 1;
        System.IO.File.WriteAllBytes(File, bytes);
        using var claim = new TenureClaim(File);
        Assert.Equal((new Tenure(long.MinValue), default), (claim.Tenure, claim.Generation));
    }

    /// <summary>A claim may be damaged or older than a journal: the latest of all counts.</summary>
    [Theory]
    [InlineData(6, 4)]
    [InlineData(4, 6)]
    [InlineData(6, 6)]
    public void RequireNoneLater_OfClaimAndJournals_GoesByTheLatest(long claimed, long ofJournal)
    {
        using TenureClaim claim = Claim(claimed, 3);
        JournalName[] journals =
            [new("one", new Generation(1), new Tenure(2)), new("two", new Generation(2), new Tenure(ofJournal))];
        claim.RequireNoneLater(new Tenure(6), journals);
        claim.RequireNoneLater(new Tenure(7), journals);
        var error = Assert.Throws<FencedOffException>(() => claim.RequireNoneLater(new Tenure(5), journals));
        Assert.Contains(
            "opened in tenure 6 meanwhile, so that tenure 5 may not", error.Message, StringComparison.Ordinal);
    }

    private TenureClaim Claim(long tenure, long generation)
    {
        var claim = new TenureClaim(File);
        claim.Make(new Tenure(tenure), new Generation(generation), Disk.Real);
        return claim;
    }
}

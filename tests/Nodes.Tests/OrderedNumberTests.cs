namespace Dataflow.Nodes.Tests;

/// <summary>The numbers that order things are ordered as their numbers are, each kind by itself.</summary>
public sealed class OrderedNumberTests
{
    public static TheoryData<long, long> Pairs => new()
    {
        { 0, 0 }, { 0, 1 }, { 1, 0 }, { -1, 0 }, { 7, 7 }, { int.MaxValue - 1, int.MaxValue }, { 9, -9 },
    };

    [Theory, MemberData(nameof(Pairs))]
    public void Comparison_OfTwo_IsThatOfTheirNumbers(long x, long y)
    {
        (bool, bool, bool, bool) expected = (x > y, x >= y, x <= y, x < y);
        (Revision a, Revision b) = (new(x), new(y));
        Assert.Equal(expected, (a > b, a >= b, a <= b, a < b));
        (Version c, Version d) = (new((int)x), new((int)y));
        Assert.Equal((x > y, x < y), (c > d, c < d));
        (Era e, Era f) = (new(x), new(y));
        Assert.Equal(expected, (e > f, e >= f, e <= f, e < f));
        (Tenure g, Tenure h) = (new(x), new(y));
        Assert.Equal((x > y, x < y), (g > h, g < h));
        (Generation i, Generation j) = (new(x), new(y));
        Assert.Equal(expected, (i > j, i >= j, i <= j, i < j));
        (RequestNumber k, RequestNumber l) = (new(x), new(y));
        Assert.Equal((x > y, x < y), (k > l, k < l));
    }

    [Theory, MemberData(nameof(Pairs))]
    public void Max_OfTwoInEitherOrder_IsTheLater(long x, long y)
    {
        Assert.Equal(new Revision(Math.Max(x, y)), Revision.Max(new Revision(x), new Revision(y)));
        Assert.Equal(new Revision(Math.Min(x, y)), Revision.Min(new Revision(x), new Revision(y)));
        Assert.Equal(Math.Max(x, y), Version.Max(new Version((int)x), new Version((int)y)).Number);
    }

    /// <summary>Each is followed by a later one, and nothing lies between.</summary>
    [Fact]
    public void Next_OfEach_IsJustAfterIt()
    {
        var revision = new Revision(4);
        Assert.True(revision < revision.Next);
        Assert.Equal(revision, revision.Next.Previous);
        Assert.Equal(
            (new Era(5), new Generation(5), new RequestNumber(5)),
            (new Era(4).Next, new Generation(4).Next, new RequestNumber(4).Next));
    }

    /// <summary>Lists of revisions are sorted and searched.</summary>
    [Fact]
    public void Sort_OfRevisions_OrdersThemByTheirNumbers()
    {
        Revision[] revisions = [.. ((long[])[8, -1, 3, 8, 0]).Select(number => new Revision(number))];
        Array.Sort(revisions);
        Assert.Equal([-1, 0, 3, 8, 8], revisions.Select(revision => revision.Number));
        Assert.Equal(2, Array.BinarySearch(revisions, new Revision(3)));
    }

    /// <summary>They are shown as numbers in every country.</summary>
    [Fact]
    public void ToString_OfEach_IsItsNumber() => Assert.Equal(
        "-12 1234567 3 4 5 6",
        $"{new Revision(-12)} {new Version(1234567)} {new Era(3)} {new Tenure(4)} {new Generation(5)} "
        + $"{new RequestNumber(6)}");
}

using Dataflow.Nodes.Arrays;

namespace Dataflow.Nodes.Tests.Arrays;

public sealed class CsvWindowTests
{
    /// <summary>Longer than the window is at first.</summary>
    private static readonly string Long = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},"));

    [Fact]
    public void Has_APlace_ReadsSoFar()
    {
        CsvWindow window = new(new StringReader("abc"), CancellationToken.None);
        Assert.Equal(0, window.Length);
        Assert.True(window.Has(2));
        Assert.Equal("abc", window.Text.ToString());
        Assert.False(window.Has(3));
        Assert.False(window.Grow());
    }

    [Fact]
    public void Drop_WhatWasLookedAt_BringsTheRestToTheFront()
    {
        CsvWindow window = new(new StringReader(Long), CancellationToken.None);
        int dropped = 0;
        for (int step = 1; window.Has(step); step = (step * 7 % 1000) + 1)
        {
            Assert.True(Long.AsSpan(dropped).StartsWith(window.Text));
            window.Drop(step);
            dropped += step;
        }

        Assert.Equal(Long[dropped..], window.Text.ToString());
    }

    [Fact]
    public void Has_FarPlaces_HoldsAllBefore()
    {
        CsvWindow window = new(new StringReader(Long), CancellationToken.None);
        Assert.True(window.Has(Long.Length - 1));
        Assert.False(window.Has(Long.Length));
        Assert.Equal(Long, window.Text.ToString());
        Assert.False(window.IsFull);
    }

    [Fact]
    public void Grow_OfATextWithoutAnEnd_StopsWhenTheWindowIsFull()
    {
        using EndlessReader reader = new("", "x");
        CsvWindow window = new(reader, CancellationToken.None);
        Assert.False(window.Has(int.MaxValue));
        Assert.True(window.IsFull);
        Assert.Equal(CsvWindow.MaxLength, window.Length);
    }

    [Fact]
    public void Grow_Cancelled_Throws()
    {
        CsvWindow window = new(new StringReader("abc"), new CancellationToken(canceled: true));
        Assert.ThrowsAny<OperationCanceledException>(() => window.Has(0));
    }
}

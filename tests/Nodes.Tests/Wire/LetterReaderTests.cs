using Dataflow.Nodes.Wire;
using Dataflow.TestKit.Links;

namespace Dataflow.Nodes.Tests.Wire;

/// <summary>What all readers of links have in common: order, leases, and how they end what they cannot read.</summary>
public sealed class LetterReaderTests
{
    private readonly NotedLink _link = new();
    private readonly Reader _reader = new();

    [Fact]
    public void Received_SeveralLetters_AreReadInOrderAndTogether()
    {
        _reader.Received(_link, [Letters.Of(1), Letters.Of(2), Letters.Of(3)]);
        Assert.Equal([1, 2, 3], _reader.Numbers);
        Assert.Equal(1, _reader.Batches);
        Assert.Null(_link.ClosedBecause);
    }

    [Fact]
    public void Received_ALetterThatCannotBeNumbersClosesTheLinkAndReadsNoFurther()
    {
        _reader.Unreadable = 2;
        _reader.Received(_link, [Letters.Of(1), Letters.Of(2), Letters.Of(3)]);
        Assert.Equal([1], _reader.Numbers);
        Assert.Equal("number 2 is no good", _link.ClosedBecause);
    }

    /// <summary>Whether they were read or not, no lease stays behind, and none ends twice.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Received_Arrays_EndTheirLeases(int unreadable)
    {
        NdArray<double>[] arrays = [.. Enumerable.Range(0, 3).Select(_ => Letters.Counting(4))];
        foreach (NdArray<double> array in arrays) array.Retain();
        _reader.Unreadable = unreadable;
        _reader.Received(_link, [.. arrays.Select((array, i) => Letters.Of(i + 1, array))]);
        Assert.All(arrays, array => Assert.True(array.Block.IsHeldBy(1)));
    }

    /// <summary>A fault of this program is nobody's to hide; the arrays go back all the same.</summary>
    [Fact]
    public void Received_AFailureOfTheReader_IsThrownAndEndsLeases()
    {
        NdArray<double> first = Letters.Counting(4), second = Letters.Counting(4);
        first.Retain();
        second.Retain();
        _reader.Failing = 1;
        Assert.Throws<InvalidOperationException>(
            () => _reader.Received(_link, [Letters.Of(1, first), Letters.Of(2, second)]));
        Assert.Null(_link.ClosedBecause);
        Assert.True(first.Block.IsHeldBy(1));
        Assert.True(second.Block.IsHeldBy(1));
    }

    private sealed class Reader : LetterReader
    {
        public List<long> Numbers { get; } = [];

        public int Batches { get; private set; }

        public long Unreadable { get; set; }

        public long Failing { get; set; }

        public override void Closed(ILink link, string reason)
        {
        }

        protected override void Together(Action read)
        {
            Batches++;
            read();
        }

        protected override void Read(ILink link, Letter letter)
        {
            long number = Letters.NumberOf(letter);
            if (number == Unreadable) throw new LetterFormatException($"number {number} is no good");
            if (number == Failing) throw new InvalidOperationException("this is a fault");
            Numbers.Add(number);
        }
    }
}

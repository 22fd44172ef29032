namespace Dataflow.Nodes.Wire;

/// <content>What is too much: for the peer, as far as it has said so, or to wait here.</content>
internal sealed partial class SendQueue
{
    /// <summary>Why the peer does not take the arrays of these letters, as far as it has said so by now.</summary>
    public string? RefusalOf(ReadOnlySpan<Letter> letters)
    {
        foreach (Letter letter in letters)
        {
            if (letter.Arrays.Length == 0) continue;
            lock (_gate)
            {
                if (_maxRoom < 0) return null;
                long largest = letter.Arrays.Max(array => array.Bytes);
                if (RefusalOf(largest, letter.Arrays.Sum(array => array.Bytes)) is { } refusal) return refusal;
            }
        }

        return null;
    }

    /// <summary>Why more letters than these would wait than may; null when they may be added.</summary>
    public string? RefusalOf(List<Parcel> parcels)
    {
        long bytes = parcels.Sum(parcel => (long)parcel.Length);
        lock (_gate)
        {
            if (_controlBytes + bytes <= options.MaxQueuedBytes) return null;
            return $"{bytes} bytes of letters, beside {_controlBytes} that wait to be sent, are more than "
                + $"{LimitNames.QueuedBytes}, which is {options.MaxQueuedBytes}";
        }
    }

    private string? RefusalOf(long largest, long together)
    {
        if (largest > _maxArray)
        {
            return $"an array of {largest} bytes is more than the peer takes; its {LimitNames.ArrayBytes} "
                + $"is {_maxArray}";
        }

        return together <= _maxRoom ? null
            : $"a letter's arrays have {together} bytes together, more than the peer takes; its "
                + $"{nameof(LinkOptions.MaxIncomingBytes)} is {_maxRoom}";
    }
}

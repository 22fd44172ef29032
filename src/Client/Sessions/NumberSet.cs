namespace Dataflow.Client.Sessions;

/// <summary>A set of small numbers, a bit each.</summary>
internal sealed class NumberSet
{
    private ulong[] _bits = new ulong[1];

    public bool Contains(int number) =>
        number / 64 < _bits.Length && (_bits[number / 64] & (1UL << (number % 64))) != 0;

    /// <summary>False when it is there already.</summary>
    public bool Add(int number)
    {
        if (number / 64 >= _bits.Length) Array.Resize(ref _bits, Math.Max((number / 64) + 1, 2 * _bits.Length));
        if (Contains(number)) return false;
        _bits[number / 64] |= 1UL << (number % 64);
        return true;
    }

    /// <summary>False when it is not there.</summary>
    public bool Remove(int number)
    {
        if (!Contains(number)) return false;
        _bits[number / 64] &= ~(1UL << (number % 64));
        return true;
    }
}

using System.Numerics;

namespace Dataflow;

/// <summary>
/// The numbers that formulas of a context used lately. A formula has few different ones and many uses of each, and a
/// use found here needs neither the graph's lock nor an object. They stay in the graph as long as they are here. Any
/// number of threads may race: the worst is a miss.
/// </summary>
internal sealed class NumberCache(Context context)
{
    private const int Bits = 6;

    private readonly LazyArray?[] _known = new LazyArray?[1 << Bits];

    public LazyArray<T> Of<T>(T value) where T : unmanaged, IFloatingPointIeee754<T>
    {
        double number = double.CreateTruncating(value);
        ref LazyArray? slot = ref _known[((uint)number.GetHashCode() * 0x9E3779B1) >> (32 - Bits)];
        if (slot is LazyArray<T> known && known.Node.IsNumber(known.ElementType, number)) return known;
        var found = new LazyArray<T>(context, context.Session.Graph.Constant(ElementTypes.Of<T>(), number));
        slot = found;
        return found;
    }
}

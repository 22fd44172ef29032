namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Work on many items, such as rows or tiles, of about equal size. It is parted into runs of items with so many
/// elements that handing them to another thread pays.
/// </summary>
internal abstract class PortionedWork : PartedWork
{
    private const long PortionElements = 1 << 16;

    private long _items;
    private long _itemsInPart;

    /// <summary>Does all items, each with about so many elements, together with the team if there are enough.</summary>
    protected void Run(long items, long elementsInItem)
    {
        _items = items;
        _itemsInPart = Math.Max(1 + (items / int.MaxValue), PortionElements / Math.Max(1, elementsInItem));
        long parts = (items + _itemsInPart - 1) / _itemsInPart;
        Team.Run(this, (int)parts);
    }

    public sealed override void Do(int part)
    {
        long from = part * _itemsInPart;
        Do(from, Math.Min(_items, from + _itemsInPart));
    }

    /// <summary>Does the items from the first to before the last.</summary>
    protected abstract void Do(long from, long to);
}

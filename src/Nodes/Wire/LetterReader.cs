namespace Dataflow.Nodes.Wire;

/// <summary>
/// Reads a link letter by letter, in the order in which they came. A letter that cannot be read closes the link, and
/// the peer is told why; what came with it is dropped.
/// </summary>
internal abstract class LetterReader : ILinkReader
{
    public virtual void Received(ILink link, IReadOnlyList<Letter> letters)
    {
        int read = 0;
        try
        {
            Together(() =>
            {
                for (; read < letters.Count; read++) ReadAndDrop(link, letters[read]);
            });
        }
        catch (DataflowException error)
        {
            link.Close(error.Message);
        }
        finally
        {
            for (read++; read < letters.Count; read++) letters[read].Drop();
        }
    }

    public abstract void Closed(ILink link, string reason);

    /// <summary>Reads one letter, by what it is; its arrays stay the caller's.</summary>
    /// <exception cref="DataflowException">It cannot be read: the link is of no use any more.</exception>
    protected abstract void Read(ILink link, Letter letter);

    /// <summary>Reads what came together, so that what it causes goes out together as well.</summary>
    protected virtual void Together(Action read) => read();

    private void ReadAndDrop(ILink link, Letter letter)
    {
        try
        {
            Read(link, letter);
        }
        finally
        {
            letter.Drop();
        }
    }
}

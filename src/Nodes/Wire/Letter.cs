using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Wire;

/// <summary>
/// What is sent over a link: a message, with the arrays that it encloses. Sending hands over one lease on each array;
/// who receives a letter has one lease on each of its arrays.
/// </summary>
/// <param name="body">The message; its enclosures are described by whoever encodes it.</param>
/// <param name="arrays">The arrays that the message refers to by their places here.</param>
/// <param name="mayBeOvertaken">
/// Letters sent later may arrive before this one does. Only such letters, and only with arrays, arrive out of order.
/// </param>
internal sealed class Letter(Post body, NdArray[] arrays, bool mayBeOvertaken = false)
{
    public Post Body { get; } = body;

    public NdArray[] Arrays { get; } = arrays;

    public bool MayBeOvertaken { get; } = mayBeOvertaken;

    public static Letter Of(Post body) => new(body, []);

    /// <summary>Ends the leases on the arrays, of a letter that will not be read or sent.</summary>
    public void Drop()
    {
        foreach (NdArray array in Arrays) array.Release();
    }
}

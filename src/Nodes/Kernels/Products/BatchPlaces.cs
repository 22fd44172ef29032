namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Where the matrices lie of an operand whose leading axes broadcast to those of a batch of products.
/// </summary>
/// <param name="own">The operand's leading axes.</param>
/// <param name="batch">The axes of the batch.</param>
/// <param name="matrix">How many elements a matrix has.</param>
internal readonly struct BatchPlaces(Shape own, Shape batch, long matrix)
{
    public long Count => batch.Length;

    /// <summary>How many elements lie before the matrix of a product.</summary>
    public long Of(long product)
    {
        long place = 0, step = matrix;
        int axis = batch.Rank - 1;
        for (int mine = own.Rank - 1; mine >= 0; mine--, axis--)
        {
            if (own[mine] != 1) place += product % batch[axis] * step;
            product /= batch[axis];
            step *= own[mine];
        }

        return place;
    }
}

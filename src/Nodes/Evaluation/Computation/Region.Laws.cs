namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// The law of writing in place, checked in builds with laws: a result takes the place of an input only when nothing
/// that is still to be computed, waiting computations included, reads that input. In other builds nothing of this is
/// there.
/// </summary>
internal sealed partial class Region
{
    /// <summary>The root's result is to be written over this array.</summary>
    partial void CheckNobodyElseReads(NdArray input);

#if LAWS
    partial void CheckNobodyElseReads(NdArray input)
    {
        int readsOfInput = 0;
        var reads = new Dictionary<Computation, int>(ReferenceEqualityComparer.Instance) { [root] = 1 };
        var toVisit = new Stack<Computation>([root]);
        while (toVisit.TryPop(out Computation? user))
        {
            foreach (Value operand in user.Operands)
            {
                if (operand.Array is { } array && ReferenceEquals(array.Block, input.Block)) readsOfInput++;
                if (operand.Waiting is not { } waiting) continue;
                if (!reads.TryGetValue(waiting, out int known)) toVisit.Push(waiting);
                reads[waiting] = known + 1;
            }
        }

        Invariant.Holds(
            reads.All(one => one.Key.Leases == one.Value), "what writes over an input is all that reads its operands");
        Invariant.Holds(input.Block.IsHeldBy(readsOfInput), "what writes over an input has all the leases on it");
    }
#endif
}

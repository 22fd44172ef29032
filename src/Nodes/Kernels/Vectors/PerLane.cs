using System.Runtime.CompilerServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>Functions that are computed number by number, whatever the width.</summary>
internal static unsafe class PerLane
{
    /// <summary>As wide as the widest vector.</summary>
    private const int Room = 64;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Map<V>(V x, delegate*<double, double> ofDouble, delegate*<float, float> ofSingle)
        where V : unmanaged, IVector<V>
    {
        byte* lanes = stackalloc byte[Room];
        x.Store(lanes);
        for (int i = 0; i < V.Count; i++)
        {
            if (V.IsSingle) ((float*)lanes)[i] = ofSingle(((float*)lanes)[i]);
            else ((double*)lanes)[i] = ofDouble(((double*)lanes)[i]);
        }

        return V.Load(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Map<V>(
        V x, V y, delegate*<double, double, double> ofDouble, delegate*<float, float, float> ofSingle)
        where V : unmanaged, IVector<V>
    {
        byte* lanes = stackalloc byte[2 * Room], others = lanes + Room;
        x.Store(lanes);
        y.Store(others);
        for (int i = 0; i < V.Count; i++)
        {
            if (V.IsSingle) ((float*)lanes)[i] = ofSingle(((float*)lanes)[i], ((float*)others)[i]);
            else ((double*)lanes)[i] = ofDouble(((double*)lanes)[i], ((double*)others)[i]);
        }

        return V.Load(lanes);
    }

    /// <summary><see cref="IVector{TSelf}.Lookup"/> where there is no instruction for it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Lookup<V>(V index, void* table) where V : unmanaged, IVector<V>
    {
        byte* lanes = stackalloc byte[Room];
        index.Store(lanes);
        for (int i = 0; i < V.Count; i++)
        {
            if (V.IsSingle) ((float*)lanes)[i] = ((float*)table)[((int*)lanes)[i] & 15];
            else ((double*)lanes)[i] = ((double*)table)[((long*)lanes)[i] & 15];
        }

        return V.Load(lanes);
    }
}

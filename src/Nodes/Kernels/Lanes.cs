using System.Numerics;

namespace Dataflow.Nodes.Kernels;

/// <summary>Work on whole vectors that <see cref="Vector"/> has for float and double only, or not at all.</summary>
internal static class Lanes
{
    public static Vector<T> Floor<T>(Vector<T> x) where T : unmanaged => typeof(T) == typeof(double)
        ? Vector.Floor(x.As<T, double>()).As<double, T>()
        : Vector.Floor(x.As<T, float>()).As<float, T>();

    public static Vector<T> Ceiling<T>(Vector<T> x) where T : unmanaged => typeof(T) == typeof(double)
        ? Vector.Ceiling(x.As<T, double>()).As<double, T>()
        : Vector.Ceiling(x.As<T, float>()).As<float, T>();

    public static Vector<T> Round<T>(Vector<T> x) where T : unmanaged => typeof(T) == typeof(double)
        ? Vector.Round(x.As<T, double>()).As<double, T>()
        : Vector.Round(x.As<T, float>()).As<float, T>();

    public static Vector<T> Signum<T>(Vector<T> x) where T : unmanaged
    {
        Vector<T> below = Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), -Vector<T>.One, x);
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), Vector<T>.One, below);
    }

    public static Vector<T> OneWhere<T>(Vector<T> mask) where T : unmanaged => mask & Vector<T>.One;
}

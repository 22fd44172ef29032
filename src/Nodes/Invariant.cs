using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Nodes;

/// <summary>
/// What must be true whatever a user does; a broken one is a fault of the engine, never of its input.
/// </summary>
internal static class Invariant
{
    [Conditional("DEBUG")]
    public static void Holds([DoesNotReturnIf(false)] bool condition, string law)
    {
        if (!condition) throw new InvalidOperationException($"the engine broke its own law: {law}");
    }
}

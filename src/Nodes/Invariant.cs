using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Nodes;

/// <summary>
/// What must be true whatever a user does; a broken one is a fault of the engine, never of its input. Builds that
/// define LAWS check it; in others neither the check nor its arguments are there.
/// </summary>
internal static class Invariant
{
    /// <summary>The constant that builds with laws define.</summary>
    public const string Builds = "LAWS";

    [Conditional(Builds)]
    public static void Holds([DoesNotReturnIf(false)] bool condition, string law)
    {
        if (!condition) throw new InvalidOperationException($"the engine broke its own law: {law}");
    }
}

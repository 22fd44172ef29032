using System.Reflection;

namespace Dataflow.Nodes.Tests;

/// <summary>Builds with laws check them; of the others nothing is left that could cost anything.</summary>
public sealed class InvariantTests
{
    private const byte Call = 0x28;
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

#if LAWS
    [Fact]
    public void Assembly_WithLaws_ChecksMany() => Assert.True(Checks().Distinct().Count() > 20);

    [Fact]
    public void Holds_WhatDoesNot_SaysWhichLaw() => Assert.Contains(
        "its own law: one is two",
        Assert.Throws<InvalidOperationException>(() => Invariant.Holds(1 + 1 == 1, "one is two")).Message,
        StringComparison.Ordinal);
#else
    [Fact]
    public void Assembly_WithoutLaws_ChecksNone() => Assert.Empty(Checks());

    [Fact]
    public void Holds_WithoutLaws_DoesNotEvenLookAtItsArguments()
    {
        int looks = 0;
        Invariant.Holds(++looks < 0, "nobody looks");
        Assert.Equal(0, looks);
    }
#endif

    /// <summary>The methods of the engine that call the check, as their compiled code says.</summary>
    private static IEnumerable<string> Checks()
    {
        Assembly assembly = typeof(Invariant).Assembly;
        int token = typeof(Invariant).GetMethod(nameof(Invariant.Holds))!.MetadataToken;
        byte[] call = [Call, .. BitConverter.GetBytes(token)];
        foreach (Type type in assembly.GetTypes())
        {
            MethodBase[] methods = [.. type.GetMethods(Everything), .. type.GetConstructors(Everything)];
            foreach (MethodBase method in methods)
            {
                byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
                if (code.AsSpan().IndexOf(call) >= 0) yield return $"{type}.{method.Name}";
            }
        }
    }
}

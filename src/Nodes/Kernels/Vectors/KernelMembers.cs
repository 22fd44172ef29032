using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Nodes.Kernels;

/// <summary>What generated code calls of a kernel's struct: a program that is trimmed keeps it.</summary>
internal static class KernelMembers
{
    public const DynamicallyAccessedMemberTypes All =
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;
}

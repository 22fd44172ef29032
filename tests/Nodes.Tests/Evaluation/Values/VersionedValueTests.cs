using System.Runtime.CompilerServices;
using Dataflow.Nodes.Evaluation;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>An answer has one for each node that was asked for.</summary>
public sealed class VersionedValueTests
{
    /// <summary>A field more is a decision.</summary>
    [Fact]
    public void SizeOf_AVersionedValue_Is40Bytes() => Assert.Equal(40, Unsafe.SizeOf<VersionedValue>());

    /// <summary>Nothing was ever there: no value, no version, and no revision for which it holds.</summary>
    [Fact]
    public void Default_OfAnAnswer_HasNoValueAndNoVersion()
    {
        VersionedValue nothing = default;
        Assert.Equal((false, Version.None, false), (nothing.HasValue, nothing.Version, nothing.Span.IsOpen));
    }
}

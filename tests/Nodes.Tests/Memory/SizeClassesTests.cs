using Dataflow.Nodes.Memory;

namespace Dataflow.Nodes.Tests.Memory;

public sealed class SizeClassesTests
{
    [Fact]
    public void Of_EveryNumberOfBytes_IsTheSmallestClassThatHoldsThem()
    {
        for (long bytes = 1; bytes <= 1 << 20; bytes++)
        {
            int sizeClass = SizeClasses.Of(bytes);
            Assert.True(SizeClasses.Bytes(sizeClass) >= bytes, $"{bytes} bytes do not fit into class {sizeClass}");
            if (sizeClass == 0) continue;
            Assert.True(SizeClasses.Bytes(sizeClass - 1) < bytes, $"{bytes} bytes fit below class {sizeClass}");
        }
    }
}

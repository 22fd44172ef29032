using System.Text.RegularExpressions;
using Dataflow.Host.Options;
using Dataflow.Nodes.Wire;

namespace Dataflow.Host.Tests.Options;

/// <summary>What an error tells somebody to raise is an option.</summary>
public sealed partial class LimitNamesTests
{
    [Theory]
    [InlineData(LimitNames.FrameBytes)]
    [InlineData(LimitNames.QueuedBytes)]
    [InlineData(LimitNames.ArrayBytes)]
    [InlineData(LimitNames.Connections)]
    [InlineData(LimitNames.Graphs)]
    [InlineData(LimitNames.NodesPerGraph)]
    [InlineData(LimitNames.RequestsInFlight)]
    public void LimitNames_EachKey_IsAnOption(string name) => Assert.NotNull(OptionTable.Find(Key().Match(name).Value));

    [GeneratedRegex(@"limits:\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}

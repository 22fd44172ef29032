using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>Telling operators what there is.</summary>
internal sealed partial class MemberNode
{
    private static void On(DescribeAsked asked) =>
        asked.Reader.Answer(new Report { Request = asked.Describe.Request, Error = "not yet" });
}

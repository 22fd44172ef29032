using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Scripts;

/// <summary>`x[0:2, ::-1]` as the operator that it stands for.</summary>
internal static class SliceItems
{
    public static Operator Operator => SliceOperator.Definition;

    public static SliceParameters Parameterise(SliceExpression slice) => new([.. slice.Items.Select(Convert)]);

    private static AxisSlice Convert(SliceItem item) => item.IsIndex
        ? AxisSlice.At(item.Start!.Value) : AxisSlice.Range(item.Start, item.Stop, item.Step ?? 1);
}

using Dataflow.Host.Options;
namespace Dataflow.Host.Tests.Options;
public sealed class TempWrite
{
    [Fact]
    public void Write_It_Now() => File.WriteAllLines("/tmp/rows.md", OptionTable.Rows.Select(OptionDocumentsTests.RowOf));
}

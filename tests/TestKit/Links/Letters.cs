using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.TestKit.Links;

/// <summary>Letters that tests tell apart by a number.</summary>
internal static class Letters
{
    public static Letter Of(long number, params NdArray[] arrays) => new(Body(number), arrays);

    public static Letter Overtakable(long number, params NdArray[] arrays) => new(Body(number), arrays, true);

    public static Letter OfText(long number, int length) => Letter.Of(new Post
    {
        Report = new Report { Request = number, Json = new string('x', length) },
    });

    public static long NumberOf(Letter letter) =>
        letter.Body.Report is { } report ? report.Request : letter.Body.ClientCancel.Request;

    /// <summary>An array that counts on from a number, with one lease and no user.</summary>
    public static NdArray<double> Counting(long length, double from = 0)
    {
        NdArray<double> array = NdArray<double>.Allocate(Shape.Of(length));
        Span<double> elements = array.Writable();
        for (int i = 0; i < elements.Length; i++) elements[i] = from + i;
        return array;
    }

    private static Post Body(long number) => new() { ClientCancel = new ClientCancel { Request = number } };
}

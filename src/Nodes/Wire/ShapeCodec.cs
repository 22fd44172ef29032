using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Wire;

/// <summary>Shapes and types of elements, as letters say them.</summary>
internal static class ShapeCodec
{
    public static Sizes? Encode(Shape? shape)
    {
        if (shape is null) return null;
        var sizes = new Sizes();
        foreach (long size in shape.Dimensions) sizes.Of.Add(size);
        return sizes;
    }

    /// <exception cref="ShapeException">A size is negative, or there are too many elements.</exception>
    public static Shape? Decode(Sizes? sizes) => sizes is null ? null : Shape.Of([.. sizes.Of]);

    public static Element Encode(ElementType type) => type == ElementType.Float64 ? Element.Float64 : Element.Float32;

    /// <exception cref="LetterFormatException">There is no such type.</exception>
    public static ElementType Decode(Element element) => element switch
    {
        Element.Float64 => ElementType.Float64,
        Element.Float32 => ElementType.Float32,
        _ => throw new LetterFormatException($"there is no type of elements {(int)element}; 0 and 1 are known"),
    };
}

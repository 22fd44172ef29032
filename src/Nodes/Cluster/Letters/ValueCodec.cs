using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>Values and states of nodes, as letters say them. Arrays go beside the letter, in a list.</summary>
internal static class ValueCodec
{
    /// <summary>Says a value; its lease goes into the list with its array.</summary>
    /// <param name="value">A number, an array or a fault.</param>
    /// <param name="arrays">What the letter encloses.</param>
    /// <param name="number">What the receiver calls a node; null when it is what the sender does.</param>
    public static Content Encode(in Value value, List<NdArray> arrays, Func<int, int>? number = null)
    {
        Invariant.Holds(value.Waiting is null, "only what was computed travels");
        if (value.Fault is { } fault) return new Content { Fault = FaultCodec.Encode(fault, number) };
        if (value.Array is not { } array) return new Content { Number = value.Number };
        arrays.Add(array);
        return new Content { Enclosed = arrays.Count - 1 };
    }

    /// <summary>
    /// Reads a value, which takes a lease of its own on its array; the letter keeps those that it has.
    /// </summary>
    /// <exception cref="LetterFormatException">It is nothing, or refers to an array that is not there.</exception>
    public static Value Decode(Content content, IReadOnlyList<NdArray> arrays)
    {
        switch (content.WhatCase)
        {
            case Content.WhatOneofCase.Number: return Value.Of(content.Number);
            case Content.WhatOneofCase.Fault: return Value.Of(FaultCodec.Decode(content.Fault));
            case Content.WhatOneofCase.Enclosed when (uint)content.Enclosed < arrays.Count:
                NdArray array = arrays[content.Enclosed];
                array.Retain();
                return Value.Take(array);
            default:
                throw new LetterFormatException(
                    $"a value came as {content.WhatCase} with {arrays.Count} arrays; it should be a number, a fault, "
                    + "or one of the arrays");
        }
    }

    /// <inheritdoc cref="Encode(in Value, List{NdArray}, Func{int, int}?)"/>
    public static Held Encode(in VersionedValue versioned, List<NdArray> arrays, Func<int, int>? number = null) => new()
    {
        Value = versioned.HasValue ? Encode(versioned.Value, arrays, number) : null,
        Version = versioned.Version.Number,
        From = versioned.Span.From.Number,
        Until = versioned.Span.Until.Number,
    };

    /// <inheritdoc cref="Decode(Content, IReadOnlyList{NdArray})"/>
    public static VersionedValue Decode(Held held, IReadOnlyList<NdArray> arrays)
    {
        Value value = held.Value is { } content ? Decode(content, arrays) : default;
        var span = new RevisionSpan(new Revision(held.From), new Revision(held.Until));
        return new VersionedValue(value, new Version(held.Version), span, held.Value is not null);
    }

    public static Status Encode(NodeStatus status) => new()
    {
        IsValid = status.IsValid,
        Shape = ShapeCodec.Encode(status.Shape),
        Runs = status.Runs,
        Hits = status.Hits,
        Bytes = status.BytesHeld,
        Evictions = status.Evictions,
        Member = status.Member ?? "",
    };

    /// <exception cref="ShapeException">Its shape cannot be.</exception>
    public static NodeStatus Decode(Status status) => new(
        status.IsValid, ShapeCodec.Decode(status.Shape), status.Runs, status.Hits, status.Bytes, status.Evictions)
    {
        Member = status.Member.Length > 0 ? status.Member : null,
    };
}

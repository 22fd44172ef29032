using Dataflow.Nodes.Graphs;

namespace Dataflow;

/// <summary>One node's state, and how much work it has done and saved.</summary>
/// <param name="Id">Its number in the graph.</param>
/// <param name="Name">The variable's name, or the operator's.</param>
/// <param name="Operator">The operator's name, or "variable", or "constant".</param>
/// <param name="Shape">The shape of its value, or as far as it is known without; null when not known.</param>
/// <param name="ElementType">What the elements are.</param>
/// <param name="IsValid">Whether it holds a value that is good now.</param>
/// <param name="Runs">How often it was computed.</param>
/// <param name="Hits">How often it was asked for and its value was still good.</param>
/// <param name="BytesHeld">The bytes of the value that it holds.</param>
public sealed record NodeReport(
    int Id,
    string Name,
    string Operator,
    Shape? Shape,
    ElementType ElementType,
    bool IsValid,
    long Runs,
    long Hits,
    long BytesHeld)
{
    /// <summary>The variable's name, or the operator's.</summary>
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    /// <summary>The operator's name, or "variable", or "constant".</summary>
    public string Operator { get; init; } = Operator ?? throw new ArgumentNullException(nameof(Operator));

    /// <summary>
    /// How often its value was let go to keep within <see cref="EngineOptions.CacheBytes"/>, counted up to 255; each
    /// time that it was needed after that it was computed once more.
    /// </summary>
    public int Evictions { get; init; }

    /// <summary>
    /// The member of the cluster that it lives on; null in an embedded engine, and while it lives nowhere.
    /// </summary>
    public string? Member { get; init; }

    internal static NodeReport Of(GraphNode node, NodeStatus status) => new(
        node.Number, node.Name, node.WhatItIs, status.Shape, node.ElementType,
        status.IsValid, status.Runs, status.Hits, status.BytesHeld)
    {
        Evictions = status.Evictions,
        Member = status.Member,
    };
}

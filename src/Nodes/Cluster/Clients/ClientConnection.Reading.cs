using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster.Clients;

/// <summary>What a client defines and assigns, checked: nothing that it says is trusted.</summary>
internal sealed partial class ClientConnection
{
    private const long MostPatience = 24L * 60 * 60 * 1000;

    /// <summary>
    /// A definition that is no good has no answer of its own: whatever asks for that node is refused for its reason.
    /// One that was defined before is only told what is new of it.
    /// </summary>
    private void Define(Define define, IReadOnlyList<NdArray> arrays)
    {
        foreach (Definition definition in define.Nodes)
        {
            if (_nodes.Seek(definition.Id) is { } known) Renew(known, definition);
            else Define(definition, arrays);
        }

        _served.Defined();
    }

    private void Define(Definition definition, IReadOnlyList<NdArray> arrays)
    {
        try
        {
            CheckNodes();
            CheckPlace(definition);
            CheckNotLost(definition);
            _nodes.Add(definition.Id, _served.Graph.Define(definition, _nodes.Find, arrays));
        }
#pragma warning disable CA1031 // Parameters of another operator may fail a shape rule in any way.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _nodes.Refuse(definition.Id, error);
        }
    }

    private void Renew(GraphNode node, Definition definition)
    {
        if (definition.ComparesValues) node.ComparesValues = true;
        if (DefinitionCodec.Decode(definition.Where) is { } where && _served.RefusalOf(where) is null)
            _served.Graph.Place(node, where);
    }

    private void CheckNodes()
    {
        if (Math.Max(_served.Graph.Count, _nodes.Count) < _options.MaxNodes) return;
        throw ClientRefusal.Limit(
            $"the graph has {_served.Graph.Count} nodes, and no more: raise {LimitNames.NodesPerGraph}, which is "
            + $"{_options.MaxNodes}, or use another graph");
    }

    private void CheckPlace(Definition definition)
    {
        if (DefinitionCodec.Decode(definition.Where) is not { } where) return;
        if (_served.RefusalOf(where) is { } refusal)
            throw refusal.Of($"node #{definition.Id + 1} cannot be placed");
    }

    /// <summary>Formulas can be defined anew at any time; a value that only the graph had cannot.</summary>
    private void CheckNotLost(Definition definition)
    {
        if (!definition.HadValue || _served.Graph.FindByKey(definition.Key) is not null) return;
        throw ClientRefusal.Final(
            $"the value of a variable without a name (the client's #{definition.Id + 1}) is lost: its client was away "
            + $"for more than {_served.SilentClients.SessionTime.TotalSeconds:0.###} s "
            + $"({LimitNames.SessionTime}), and then the graph lets go of what has no name. Make another variable, and "
            + "assign it; named variables have kept their values");
    }

    private ClientNaming Read(ClientName name)
    {
        CheckCounted(name.Session, name.Number);
        Graphs.GraphNode? node = name.IsTakenBack ? null : _nodes.Find(name.Node);
        var request = new RequestNumber(name.Request);
        return new ClientNaming(_requests, request, _served.Graph.Names, name.Name, node)
        {
            Session = name.Session, Number = new AssignmentNumber(name.Number), Patience = PatienceOf(name.Patience),
        };
    }

    private static void CheckCounted(string session, long number)
    {
        if (session.Length > 0 && number > 0) return;
        throw new LetterFormatException(
            $"an assignment came as number {number} of session '{session}'; sessions have names, and count from 1");
    }

    private static TimeSpan PatienceOf(long milliseconds) =>
        TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, MostPatience));

    private ClientAssignment Read(ClientAssign assign, IReadOnlyList<NdArray> arrays)
    {
        CheckCounted(assign.Session, assign.Number);
        var read = new ClientAssignment(_requests, new RequestNumber(assign.Request))
        {
            Session = assign.Session, Number = new AssignmentNumber(assign.Number),
            Patience = PatienceOf(assign.Patience),
        };
        try
        {
            foreach (ClientValue value in assign.Values)
            {
                GraphNode variable = _nodes.Find(value.Node);
                read.Values.Add((variable, Admit(value, variable, arrays)));
            }
        }
        catch
        {
            for (int i = 0; i < read.Values.Count; i++) read.Values[i].Value.Release();
            throw;
        }

        return read;
    }

    /// <summary>
    /// An assigned array is shared with all who read it or keep it, some of them without a lease: it escapes, as one of
    /// a user does, with one lease that never ends.
    /// </summary>
    private static Value Admit(ClientValue given, GraphNode variable, IReadOnlyList<NdArray> arrays)
    {
        if (variable.Kind != NodeKind.Variable)
            throw new DataflowException($"node #{given.Node + 1} is not a variable: only variables can be assigned");
        if (given.Value is not { } content || content.WhatCase == Content.WhatOneofCase.Fault)
            throw new LetterFormatException($"variable #{given.Node + 1} was assigned neither a number nor an array");
        Value value = ValueCodec.Decode(content, arrays);
        if (RefusalOf(value, variable) is { } refusal)
        {
            value.Release();
            throw new ShapeException($"variable '{variable.Name}' (#{given.Node + 1}) {refusal}");
        }

        value.Array?.Escape();
        return value.Retain();
    }

    private static string? RefusalOf(in Value value, GraphNode variable)
    {
        if (value.Array is { } array && array.ElementType != variable.ElementType)
            return $"holds {variable.ElementType} and was assigned {array.ElementType}";
        return variable.Shape is { } declared && !declared.Equals(value.Shape)
            ? $"was declared with shape {declared} and was assigned shape {value.Shape}"
            : null;
    }
}

using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Wire;

/// <summary>Definitions of nodes, as clients, members and stores say them. Operators go by their names.</summary>
internal static class DefinitionCodec
{
    /// <summary>
    /// A node by its own number and those of its operands. A constant's array goes to the end of
    /// <paramref name="arrays"/>, with one lease more.
    /// </summary>
    public static Definition Encode(GraphNode node, Graphs.PlaceRequest? where, List<NdArray> arrays)
    {
        var definition = new Definition
        {
            Id = node.Id,
            Kind = (Kind)node.Kind,
            Element = ShapeCodec.Encode(node.ElementType),
            Name = node.Declaration?.Name ?? "",
            Key = node.Declaration?.Key ?? "",
            Shape = ShapeCodec.Encode(node.Shape),
            Operator = node.Operator?.Name ?? "",
            Parameters = node.Parameters is { } parameters and not PublishedNode
                ? ParameterCodec.Encode(parameters)
                : null,
            ComparesValues = node.ComparesValues,
            Where = Encode(where),
        };
        if (node.Parameters is PublishedNode published)
        {
            (definition.Kind, definition.Name) = (Kind.Published, published.Name);
            definition.Operator = "";
        }

        for (int i = 0; i < node.OperandCount; i++) definition.Operands.Add(node.Operand(i).Id);
        if (node.Kind == NodeKind.Constant) EncodeConstant(node.ConstantValue, definition, arrays);
        return definition;
    }

    /// <summary>A node with the number and shape that the definition says, in no graph yet.</summary>
    /// <param name="definition">What to make.</param>
    /// <param name="operand">The nodes by the numbers that the definition uses.</param>
    /// <param name="arrays">What the definition encloses. A constant takes a lease of its own.</param>
    /// <exception cref="DataflowException">It cannot be read, or it is of an unknown operator or parameters.
    /// </exception>
    public static GraphNode Decode(
        Definition definition, Func<int, GraphNode> operand, IReadOnlyList<NdArray> arrays)
    {
        GraphNode node = Make(definition, operand, arrays);
        node.ComparesValues = definition.ComparesValues;
        return node;
    }

    /// <summary>
    /// The graph's node of a definition, old or new: variables by their keys, constants by their content, operations by
    /// their formulas. Nothing that the definition says is trusted.
    /// </summary>
    /// <inheritdoc cref="Decode(Definition, Func{int, GraphNode}, IReadOnlyList{NdArray})"/>
    public static GraphNode Define(
        this Graph graph, Definition definition, Func<int, GraphNode> operand, IReadOnlyList<NdArray> arrays)
    {
        ElementType type = ShapeCodec.Decode(definition.Element);
        GraphNode node = definition.Kind switch
        {
            Kind.Variable => graph.VariableByKey(type, NameOf(definition), ShapeOf(definition), KeyOf(definition)),
            Kind.Constant => ConstantOf(definition, type, arrays) is NdArray array
                ? graph.EqualConstant(array)
                : graph.Constant(type, definition.Number),
            Kind.Published => PublishedOf(graph, definition, type),
            _ => graph.Apply(FormulaOf(definition, type, operand)),
        };
        if (definition.ComparesValues) node.ComparesValues = true;
        if (Decode(definition.Where) is { } where) graph.Place(node, where);
        return node;
    }

    /// <summary>
    /// What another graph needs to have a node that was published here: a variable by its key, and for all else a node
    /// that stands for whatever has the name.
    /// </summary>
    public static Definition EncodePublished(string name, GraphNode node) => new()
    {
        Kind = node.Kind == NodeKind.Variable ? Kind.Variable : Kind.Published,
        Name = node.Kind == NodeKind.Variable ? node.Declaration!.Name ?? "" : name,
        Key = node.Declaration?.Key ?? "",
        Element = ShapeCodec.Encode(node.ElementType),
        Shape = ShapeCodec.Encode(node.Shape),
    };

    /// <summary>The graph's node of what <see cref="EncodePublished"/> says.</summary>
    public static GraphNode DefinePublished(this Graph graph, Definition definition)
    {
        ElementType type = ShapeCodec.Decode(definition.Element);
        if (definition.Kind == Kind.Variable)
            return graph.VariableByKey(type, NameOf(definition), ShapeOf(definition), KeyOf(definition));
        var published = new PublishedNode(definition.Name, ShapeOf(definition));
        return graph.Apply(new Formula(PublishedOperator.Definition, published, type, []));
    }

    public static Protocol.Where? Encode(Graphs.PlaceRequest? where) => where is null
        ? null
        : new Protocol.Where { Member = where.Member, Role = where.Role, Rule = where.Rule };

    public static Graphs.PlaceRequest? Decode(Protocol.Where? where) =>
        where is null ? null : new Graphs.PlaceRequest(where.Member, where.Role, where.Rule);

    private static void EncodeConstant(object value, Definition definition, List<NdArray> arrays)
    {
        if (value is double number)
        {
            definition.Number = number;
            return;
        }

        var array = (NdArray)value;
        array.Retain();
        definition.Enclosed = arrays.Count;
        arrays.Add(array);
    }

    private static GraphNode Make(
        Definition definition, Func<int, GraphNode> operand, IReadOnlyList<NdArray> arrays)
    {
        (int id, ElementType type) = (definition.Id, ShapeCodec.Decode(definition.Element));
        switch (definition.Kind)
        {
            case Kind.Variable:
                string? key = definition.Key.Length > 0 ? definition.Key : null;
                return GraphNode.Variable(
                    id, type, new VariableDeclaration(NameOf(definition), ShapeOf(definition), key));
            case Kind.Constant when ConstantOf(definition, type, arrays) is NdArray array:
                array.Retain();
                array.Stay();
                return GraphNode.Constant(id, type, array.Shape, array);
            case Kind.Constant:
                return GraphNode.Constant(id, type, Shape.Scalar, definition.Number);
            default:
                return GraphNode.Operation(id, FormulaOf(definition, type, operand), ShapeOf(definition));
        }
    }

    private static GraphNode PublishedOf(Graph graph, Definition definition, ElementType type)
    {
        GraphNode node = graph.Names.Find(definition.Name);
        bool isOfThatShape = ShapeOf(definition) is not { } shape || shape.Equals(node.Shape);
        if (node.ElementType == type && isOfThatShape) return node;
        graph.Release(node);
        throw new DataflowException(
            $"node {node} was published as '{VisibleText.Of(definition.Name)}' after another one of that name had been "
            + "found there, of other elements or another shape: find it anew");
    }

    private static Formula FormulaOf(Definition definition, ElementType type, Func<int, GraphNode> operand)
    {
        if (definition.Kind != Kind.Operation)
            throw new LetterFormatException($"node #{definition.Id + 1} is of the unknown kind {(int)definition.Kind}");
        Operator op = OperatorCatalogue.Find(definition.Operator) ?? throw new LetterFormatException(
            $"node #{definition.Id + 1} is of operator '{definition.Operator}', which is not known here: "
            + "who defined it is perhaps of a newer version");
        if (definition.Operands.Count != op.Arity)
        {
            throw new LetterFormatException(
                $"node #{definition.Id + 1}: {op.Name} takes {op.Arity} operands and came with "
                + $"{definition.Operands.Count}");
        }

        Parameters? parameters = definition.Parameters is { } set ? ParameterCodec.Decode(set) : null;
        GraphNode[] operands = [.. definition.Operands.Select(operand)];
        if (Array.Find(operands, one => one.ElementType != type) is not { } other)
            return new Formula(op, parameters, type, operands);
        throw new LetterFormatException(
            $"node #{definition.Id + 1} is {type} and its operand {other} is {other.ElementType}; both must be the "
            + "same");
    }

    /// <summary>The array; null when it is a number's.</summary>
    private static NdArray? ConstantOf(Definition definition, ElementType type, IReadOnlyList<NdArray> arrays)
    {
        if (definition.ConstantCase == Definition.ConstantOneofCase.Number) return null;
        if (definition.ConstantCase != Definition.ConstantOneofCase.Enclosed
            || (uint)definition.Enclosed >= arrays.Count)
            throw new LetterFormatException($"constant #{definition.Id + 1} came with neither a number nor an array");
        NdArray array = arrays[definition.Enclosed];
        if (array.ElementType == type) return array;
        throw new LetterFormatException(
            $"constant #{definition.Id + 1} is {type} and its array is {array.ElementType}");
    }

    private static string? NameOf(Definition definition) => definition.Name.Length > 0 ? definition.Name : null;

    private static Shape? ShapeOf(Definition definition) => ShapeCodec.Decode(definition.Shape);

    private static string KeyOf(Definition definition) => definition.Key.Length > 0
        ? definition.Key
        : throw new LetterFormatException($"variable #{definition.Id + 1} has no key to find it by");
}

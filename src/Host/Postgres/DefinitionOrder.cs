using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Host.Postgres;

/// <summary>Puts definitions, which a table has in no order, so that each comes after those that it needs.</summary>
internal static class DefinitionOrder
{
    /// <summary>Never recurses; operands that are not there are passed over.</summary>
    public static List<Definition> OperandsFirst(List<Definition> definitions)
    {
        Dictionary<int, Definition> left = definitions.ToDictionary(one => one.Id);
        List<Definition> ordered = new(definitions.Count);
        Stack<(Definition Definition, int Next)> path = new();
        foreach (Definition definition in definitions)
        {
            if (left.Remove(definition.Id)) path.Push((definition, 0));
            while (path.TryPop(out (Definition Definition, int Next) at))
            {
                if (at.Next == at.Definition.Operands.Count)
                {
                    ordered.Add(at.Definition);
                    continue;
                }

                path.Push((at.Definition, at.Next + 1));
                if (left.Remove(at.Definition.Operands[at.Next], out Definition? operand)) path.Push((operand, 0));
            }
        }

        return ordered;
    }
}

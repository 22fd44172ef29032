namespace Dataflow.Nodes.Storage;

/// <summary>What all stores make of a step.</summary>
internal static class StepRules
{
    /// <summary>The new nodes of a step: what has their number already, and stays, is not said again.</summary>
    public static List<StoredNode> NewNodes(StoredStep step, Func<int, bool> isKept)
    {
        var forgotten = step.Forgotten.ToHashSet();
        var found = new List<StoredNode>();
        var numbers = new HashSet<int>();
        foreach (StoredNode node in step.Nodes)
        {
            int number = node.Definition.Id;
            if (isKept(number) && !forgotten.Contains(number)) continue;
            if (numbers.Add(number)) found.Add(node);
        }

        return found;
    }

    /// <summary>The values of a step that are news: of several of a variable, the first of the newest.</summary>
    public static IEnumerable<StoredValue> News(StoredStep step, Func<int, Revision, bool> isNews)
    {
        var forgotten = step.Forgotten.ToHashSet();
        return step.Values
            .Where(value => forgotten.Contains(value.Variable.Value) || isNews(value.Variable.Value, value.Revision))
            .GroupBy(value => value.Variable)
            .Select(group => group.MaxBy(value => value.Revision.Number)!);
    }
}

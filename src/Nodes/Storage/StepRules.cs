namespace Dataflow.Nodes.Storage;

/// <summary>What all stores make of a step.</summary>
internal static class StepRules
{
    /// <summary>The new nodes of a step, which go on where those that are kept end.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public static List<StoredNode> NewNodes(StoredStep step, int nodes)
    {
        var found = new List<StoredNode>();
        foreach (StoredNode node in step.Nodes)
        {
            if (node.Definition.Id < nodes) continue;
            if (node.Definition.Id > nodes)
            {
                throw new ArgumentException(
                    $"node {nodes} is the next one to keep, but the step of revision {step.Revision} goes on with "
                    + $"node {node.Definition.Id}", nameof(step));
            }

            found.Add(node);
            nodes++;
        }

        return found;
    }

    /// <summary>The values of a step that are news: of several of a variable, the first of the newest.</summary>
    public static IEnumerable<StoredValue> News(StoredStep step, Func<int, long, bool> isNews) =>
        step.Values.Where(value => isNews(value.Variable.Value, value.Revision))
            .GroupBy(value => value.Variable)
            .Select(group => group.MaxBy(value => value.Revision)!);
}

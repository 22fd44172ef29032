using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Client.Sessions;

/// <summary>
/// What nobody holds here any more the home need not hold either. It is told over the same link, in the link's order:
/// whatever was said of a node goes before, and its number means another node only after that. On a new link no number
/// means anything yet. Requests hold their nodes until they are answered, so none waits that needs a forgotten one.
/// </summary>
internal sealed partial class RemoteSession
{
    // So many numbers fit into the smallest letter that a link may take.
    private const int NumbersPerLetter = 512;

    // Variables without a name whose values only the graph has; their numbers. Guarded by the lock.
    private readonly Dictionary<int, GraphNode> _ownWithValues = [];

    // The keys of _ownWithValues, for those who only look.
    private readonly HashSet<int> _withValues = [];

    private void OnForgotten(IReadOnlyList<GraphNode> forgotten)
    {
        lock (_gate)
        {
            var told = new ForgetNodes();
            foreach (GraphNode node in forgotten)
            {
                if (_withValues.Remove(node.Id)) _ownWithValues.Remove(node.Id);
                if (_link is not { } link || !link.Sent.Forget(node)) continue;
                told.Nodes.Add(node.Id);
                if (told.Nodes.Count < NumbersPerLetter) continue;
                Tell(link, told);
                told = new ForgetNodes();
            }

            if (told.Nodes.Count > 0) Tell(_link!, told);
        }

        Graph.Recycle(forgotten);
    }

    private static void Tell(HomeLink link, ForgetNodes told) => link.Send(Letter.Of(new Post { ForgetNodes = told }));

    /// <summary>An assignment is done: from now on values are in the graph that cannot be made anew here.</summary>
    private void NoteValues(RemoteRequest request)
    {
        if (request is not RemoteAssignment) return;
        foreach (GraphNode variable in request.Nodes)
        {
            if (variable.Declaration is { IsOfSession: true } && _withValues.Add(variable.Id))
                _ownWithValues.Add(variable.Id, variable);
        }
    }

    /// <summary>
    /// Tells a new link of the variables that would be lost with the old one's end. Whatever else is needed is told
    /// when it is.
    /// </summary>
    private void KeepValues(HomeLink link)
    {
        if (_ownWithValues.Count == 0) return;
        List<Letter>? definitions =
            link.Sent.Take([.. _ownWithValues.Values], Graph, link.Link.MaxLetterBytes, _withValues);
        foreach (Letter letter in definitions ?? []) link.Send(letter);
    }
}

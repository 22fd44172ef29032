using System.Runtime.CompilerServices;
using Dataflow.Nodes.Graphs;

namespace Dataflow;

/// <content>
/// Where nodes live. Nothing needs to be said: nodes then live near what they read. In an embedded engine, which has
/// no members, asking for a place has no effect, and moving is an error.
/// </content>
public sealed partial class Context
{
    private AsyncLocal<PlaceRequest?>? _where; // null while nobody has asked, so that formulas need not look

    /// <summary>
    /// What this thread, or this flow of asynchronous calls, builds until the scope is disposed of lives on a member.
    /// A formula that exists already stays where it is. Of scopes within each other the innermost counts.
    /// </summary>
    /// <param name="member">The member's name.</param>
    public IDisposable On(string member) => Scope(Nodes.Graphs.PlaceRequest.On(Named(member)));

    /// <summary>The same for any member of a role, such as <c>gpu</c>.</summary>
    /// <inheritdoc cref="On"/>
    public IDisposable OnRole(string role) => Scope(Nodes.Graphs.PlaceRequest.OnRole(Named(role)));

    /// <summary>The same, spread over all members: one node here, the next there.</summary>
    /// <inheritdoc cref="On"/>
    public IDisposable Spread() => Scope(Nodes.Graphs.PlaceRequest.Spread);

    /// <summary>Moves a node, with its value, to a member. Values do not change by it.</summary>
    /// <exception cref="DataflowException">There is no such member, or the engine is embedded.</exception>
    public Task MoveAsync(LazyArray node, string member, CancellationToken cancellation = default) =>
        MoveAsync(node, PlaceRequest.On(Named(member)), cancellation);

    private async Task MoveAsync(LazyArray node, PlaceRequest where, CancellationToken cancellation)
    {
        await Session.MoveAsync([NodeOf(node, nameof(node))], where, cancellation).ConfigureAwait(false);
        GC.KeepAlive(node);
    }

    private static string Named(string name, [CallerArgumentExpression(nameof(name))] string? argument = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, argument);
        return name;
    }

    private GraphNode Placed(GraphNode node)
    {
        if (_where?.Value is { } where) Session.Place(node, where);
        return node;
    }

    private PlacingScope Scope(PlaceRequest where)
    {
        if (_where is null) Interlocked.CompareExchange(ref _where, new AsyncLocal<PlaceRequest?>(), null);
        var scope = new PlacingScope(_where, _where.Value);
        _where.Value = where;
        return scope;
    }

    private sealed class PlacingScope(AsyncLocal<PlaceRequest?> where, PlaceRequest? before) : IDisposable
    {
        public void Dispose() => where.Value = before;
    }
}

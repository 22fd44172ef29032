namespace Dataflow.Nodes.Storage;

/// <summary>
/// Keeps graphs as long as the process lives: for an engine that is taken down and set up again.
/// </summary>
internal sealed class InMemoryGraphStore : IGraphStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Kept> _graphs = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate) return Task.FromResult<IReadOnlyList<string>>([.. _graphs.Keys.Order(StringComparer.Ordinal)]);
    }

    public Task<IGraphLog> OpenAsync(string graph, Tenure tenure, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<IGraphLog>(cancellation);
        lock (_gate)
        {
            if (!_graphs.TryGetValue(graph, out Kept? kept)) _graphs.Add(graph, kept = new Kept());
            if (tenure < kept.Tenure) return Task.FromException<IGraphLog>(kept.FencedOff(tenure));
            kept.Tenure = tenure;
            return Task.FromResult<IGraphLog>(new Log(kept, tenure));
        }
    }

    public Task<bool> DeleteAsync(string graph, Tenure tenure, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<bool>(cancellation);
        lock (_gate)
        {
            if (!_graphs.TryGetValue(graph, out Kept? kept)) return Task.FromResult(false);
            if (tenure < kept.Tenure) return Task.FromException<bool>(kept.FencedOff(tenure));
            kept.Tenure = new Tenure(long.MaxValue); // whoever still has its log may not go on
            _graphs.Remove(graph);
            return Task.FromResult(true);
        }
    }

    private sealed class Kept
    {
        private readonly Lock _gate = new();
        private readonly KeptNodes<StoredNode> _nodes = new();
        private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
        private readonly Dictionary<NodeId, StoredValue> _values = [];
        private readonly SessionMarks _sessions = new();
        private Revision _revision;

        public Tenure Tenure { get; set; }

        public StoredGraph Copy()
        {
            lock (_gate)
            {
                foreach (StoredValue value in _values.Values) value.Content.Retain();
                return new StoredGraph
                {
                    Revision = _revision,
                    Nodes = [.. _nodes.InOrder],
                    Names = new Dictionary<string, int>(_names, StringComparer.Ordinal),
                    Values = [.. _values.Values.OrderBy(value => value.Variable.Value)],
                    Sessions = _sessions.ToDictionary(),
                };
            }
        }

        public void Keep(StoredStep step, Tenure tenure)
        {
            lock (_gate)
            {
                if (tenure != Tenure) throw FencedOff(tenure);
                foreach (int number in step.Forgotten) Forget(number);
                foreach (StoredNode node in step.Nodes) _nodes.TryAdd(node.Definition.Id, node);
                foreach (NamedNode name in step.Names) Name(name);
                foreach (StoredValue value in StepRules.News(step, IsNews).ToArray()) Keep(value);
                foreach ((string session, AssignmentNumber number) in step.Sessions)
                    _sessions.Take(session, number, step.Revision);
                _revision = Revision.Max(_revision, step.Revision);
            }
        }

        private void Forget(int number)
        {
            _nodes.Forget(number);
            if (_values.Remove(new NodeId(number), out StoredValue? value)) value.Content.Release();
        }

        private void Name(NamedNode name)
        {
            if (name.Node is { } node) _names[name.Name] = node;
            else _names.Remove(name.Name);
        }

        public FencedOffException FencedOff(Tenure tenure) => new(Tenure, tenure);

        /// <summary>What is kept has a lease of its own.</summary>
        private void Keep(StoredValue value)
        {
            value.Content.Retain();
            if (_values.TryGetValue(value.Variable, out StoredValue? kept)) kept.Content.Release();
            _values[value.Variable] = value;
        }

        private bool IsNews(int variable, Revision revision) =>
            !_values.TryGetValue(new NodeId(variable), out StoredValue? kept) || kept.Revision < revision;
    }

    private sealed class Log(Kept kept, Tenure tenure) : IGraphLog
    {
        public StoredGraph Content { get; } = kept.Copy();

        public Task AppendAsync(StoredStep step, CancellationToken cancellation = default)
        {
            if (cancellation.IsCancellationRequested) return Task.FromCanceled(cancellation);
            try
            {
                kept.Keep(step, tenure);
                return Task.CompletedTask;
            }
            catch (Exception error) when (error is IOException or ArgumentException)
            {
                return Task.FromException(error);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

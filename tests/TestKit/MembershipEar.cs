using Dataflow.Nodes.Cluster;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.TestKit;

/// <summary>Hears what a table of members tells, for a test to wait for.</summary>
internal sealed class MembershipEar : IMembershipListener
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // ends a broken test, decides nothing

    private readonly object _gate = new();
    private readonly Dictionary<long, MembershipAnswer> _answers = [];
    private readonly List<ClusterView> _changes = [];

    /// <summary>How many changes were told that had not been asked for.</summary>
    public int Changes
    {
        get
        {
            lock (_gate) return _changes.Count;
        }
    }

    public void Answered(MembershipAnswer answer)
    {
        lock (_gate)
        {
            _answers[answer.Number] = answer;
            Monitor.PulseAll(_gate);
        }
    }

    public void Changed(ClusterView view)
    {
        lock (_gate)
        {
            _changes.Add(view);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for the answer to that request.</summary>
    public MembershipAnswer Answer(long number)
    {
        lock (_gate)
        {
            MembershipAnswer? answer;
            while (!_answers.TryGetValue(number, out answer))
                Assert.True(Monitor.Wait(_gate, Patience), $"request {number} was not answered");
            return answer;
        }
    }

    /// <summary>Waits until a change was told that is so.</summary>
    public ClusterView Change(Predicate<ClusterView> isSo)
    {
        lock (_gate)
        {
            ClusterView? view;
            while ((view = _changes.Find(isSo)) is null)
                Assert.True(Monitor.Wait(_gate, Patience), $"of {_changes.Count} changes that were told, none is so");
            Assert.Equal(_changes.Select(one => one.Epoch).Order().Distinct(), _changes.Select(one => one.Epoch));
            return view;
        }
    }
}

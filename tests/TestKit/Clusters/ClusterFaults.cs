namespace Dataflow.TestKit.Clusters;

/// <summary>What goes wrong in a simulated cluster, now and then; in the end all is well again.</summary>
internal sealed class ClusterFaults(SimulatedCluster cluster, Random chance)
{
    private readonly List<(long At, Action Mend)> _mending = [];
    private long _next = cluster.Weather.TicksBetweenFaults;

    /// <summary>Does and mends what is due.</summary>
    public void Act()
    {
        for (int i = _mending.Count - 1; i >= 0; i--)
        {
            if (_mending[i].At > cluster.World.Now) continue;
            Action mend = _mending[i].Mend;
            _mending.RemoveAt(i);
            mend();
        }

        int between = cluster.Weather.TicksBetweenFaults;
        if (between == 0 || cluster.World.Now < _next) return;
        _next = cluster.World.Now + (between / 2) + chance.Next(between);
        Break(cluster.Members[chance.Next(cluster.Members.Count)]);
    }

    /// <summary>Mends everything.</summary>
    public void End()
    {
        foreach ((_, Action mend) in _mending) mend();
        _mending.Clear();
        cluster.Network.JoinAll();
    }

    private void Break(SimulatedMember member)
    {
        switch (chance.Next(8))
        {
            case < 3: cluster.Network.BreakAny(); break;
            case 3 or 4: Kill(member); break;
            case 5 when member.IsRunning && !member.Process.IsPaused:
                member.Pause();
                Later(member.Resume);
                break;
            case 6 when cluster.Members.Count > 1:
                SimulatedMember other = cluster.Members[chance.Next(cluster.Members.Count)];
                cluster.Tell($"{member.Name} and {other.Name} are cut off");
                cluster.Network.Cut(member.Address, other.Address);
                Later(cluster.Network.JoinAll);
                break;
            case 7 when chance.Next(4) == 0:
                foreach (SimulatedMember each in cluster.Members) Kill(each);
                break;
        }
    }

    private void Kill(SimulatedMember member)
    {
        if (!member.IsRunning) return;
        member.Kill();
        Later(() =>
        {
            cluster.Tell($"{member.Name} starts again");
            member.Start();
        });
    }

    private void Later(Action mend) => _mending.Add((cluster.World.Now + chance.Next(1 << (6 + chance.Next(8))), mend));
}

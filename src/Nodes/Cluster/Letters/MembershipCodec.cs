namespace Dataflow.Nodes.Cluster;

/// <summary>Views and cards, to and from what is sent.</summary>
internal static class MembershipCodec
{
    public static Wire.Protocol.View ToWire(this ClusterView view)
    {
        var sent = new Wire.Protocol.View { Epoch = view.Epoch };
        sent.Members.AddRange(view.Members.Select(ToWire));
        sent.Homes.AddRange(view.Homes.OrderBy(home => home.Key, StringComparer.Ordinal)
            .Select(home => new Wire.Protocol.GraphHome { Graph = home.Key, Life = home.Value }));
        return sent;
    }

    public static Wire.Protocol.MemberCard ToWire(this MemberCard card)
    {
        var sent = new Wire.Protocol.MemberCard { Name = card.Name, Address = card.Address };
        sent.Roles.AddRange(card.Roles);
        return sent;
    }

    /// <exception cref="InvalidDataException">It is not a view of this version of the protocol.</exception>
    public static ClusterView ToView(this Wire.Protocol.View sent) => new(
        sent.Epoch,
        [.. sent.Members.Select(ToMember)],
        sent.Homes.ToDictionary(home => home.Graph, home => home.Life, StringComparer.Ordinal));

    public static MemberCard ToCard(this Wire.Protocol.MemberCard sent) =>
        new(sent.Name, sent.Address, [.. sent.Roles]);

    private static Wire.Protocol.Member ToWire(MemberLife member) =>
        new() { Card = member.Card.ToWire(), Life = member.Life, State = (int)member.State };

    private static MemberLife ToMember(Wire.Protocol.Member sent)
    {
        if (sent.Card is null)
        {
            throw new InvalidDataException(
                $"life {sent.Life} has no card in a view: all members must run the same version");
        }

        var state = (MemberState)sent.State;
        if (!Enum.IsDefined(state))
        {
            throw new InvalidDataException($"member '{sent.Card.Name}' has state {sent.State} in a view, which is not "
                + "known here: all members must run the same version");
        }

        return new MemberLife(sent.Card.ToCard(), sent.Life, state);
    }
}

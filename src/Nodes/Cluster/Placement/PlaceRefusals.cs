using Dataflow.Nodes.Cluster.Clients;
using Dataflow.Nodes.Graphs;

namespace Dataflow.Nodes.Cluster;

/// <summary>
/// Why nothing can live where somebody asks for: no such member, role or rule is known, or the member leaves. One that
/// is down may come back. While this member is new, others may still be joining, too: their names are not wrong for
/// good.
/// </summary>
internal static class PlaceRefusals
{
    /// <summary>Why nothing can live there; null when it can.</summary>
    public static ClientRefusal? Of(PlaceRequest where, MemberStatus status)
    {
        if (where.Member.Length > 0) return OfMember(where.Member, status);
        if (where.Role.Length > 0) return OfRole(where.Role, status);
        return where.Rule.Length == 0 || where.Rule == PlaceRequest.Spread.Rule ? null : ClientRefusal.Final(
            $"there is no rule '{where.Rule}' to place nodes by; expected '{PlaceRequest.Spread.Rule}'");
    }

    private static ClientRefusal? OfRole(string role, MemberStatus status) =>
        status.View.Members.Any(one => one.Card.Roles.Contains(role))
            ? null
            : Unknown($"no member has the role '{role}'", status);

    private static ClientRefusal? OfMember(string name, MemberStatus status)
    {
        MemberLife? member = status.View.Members.LastOrDefault(one => one.Card.Name == name);
        if (member is null) return Unknown($"there is no member '{name}'", status);
        return member.State == MemberState.Leaving ? ClientRefusal.Final($"member '{name}' is leaving") : null;
    }

    private static ClientRefusal Unknown(string what, MemberStatus status)
    {
        string known = string.Join(", ", status.View.Members.Where(one => one.MayOwn).Select(one => one.Card.Name));
        string why = $"{what}; the members are {known}";
        return status.IsNew ? ClientRefusal.ForNow(why) : ClientRefusal.Final(why);
    }
}

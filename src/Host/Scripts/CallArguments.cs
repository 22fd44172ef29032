using Dataflow.Host.Scripts.Syntax;
using Dataflow.Nodes;

namespace Dataflow.Host.Scripts;

/// <summary>Sorts out what a call gives by place and what by name.</summary>
internal static class CallArguments
{
    /// <param name="call">The call.</param>
    /// <param name="places">What it can be given, in the order of place.</param>
    /// <returns>What is given, by name.</returns>
    /// <exception cref="SyntaxException">Too many are given, one twice, an unknown one, or one by place after one by
    /// name.</exception>
    public static Dictionary<string, Expression> Sort(CallExpression call, IReadOnlyList<string> places)
    {
        Dictionary<string, Expression> given = new(StringComparer.Ordinal);
        bool wasNamed = false;
        foreach (CallArgument argument in call.Arguments)
        {
            if (argument.Name is null && wasNamed)
                throw new SyntaxException(argument.At, "what is given by place stands before what is given by name");
            wasNamed |= argument.Name is not null;
            string name = argument.Name ?? Place(call, argument, places, given.Count);
            if (!places.Contains(name)) throw Unknown(call, argument, places);
            if (!given.TryAdd(name, argument.Value))
                throw new SyntaxException(argument.At, $"{call.Function} is given '{name}' twice");
        }

        return given;
    }

    private static string Place(CallExpression call, CallArgument argument, IReadOnlyList<string> places, int index) =>
        index < places.Count ? places[index] : throw new SyntaxException(
            argument.At, $"{call.Function} takes at most {places.Count}: {Join(places)}");

    private static SyntaxException Unknown(CallExpression call, CallArgument argument, IReadOnlyList<string> places)
    {
        string hint = NearestNames.Hint(NearestNames.Of(argument.Name!, places));
        return new(argument.At, $"{call.Function} takes no '{argument.Name}', but {Join(places)}{hint}");
    }

    private static string Join(IReadOnlyList<string> places) =>
        places.Count == 0 ? "nothing" : string.Join(", ", places);
}

using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Cluster;

/// <summary>Faults, as letters say them. A long way loses the steps in its middle, but not their number.</summary>
internal static class FaultCodec
{
    /// <summary>How many steps of a way a letter has.</summary>
    public const int MostSteps = 64;

    /// <param name="fault">What to say.</param>
    /// <param name="number">What the receiver calls a node; null when it is what the sender does.</param>
    public static FaultText Encode(Fault fault, Func<int, int>? number = null)
    {
        number ??= static id => id;
        FaultOrigin origin = fault.Origin;
        var text = new FaultText
        {
            Kind = (int)origin.Kind,
            Node = number(origin.Node.Value),
            Name = origin.Name,
            OperandShapes = origin.OperandShapes,
            Reason = origin.Reason,
            Cause = Describe(origin.Cause),
            IsConstant = origin.IsConstant,
        };
        (List<Fault> steps, text.Omitted) = fault.Path();
        int cut = Math.Max(0, steps.Count - MostSteps);
        text.Omitted += cut;
        const int half = MostSteps / 2;
        IEnumerable<Fault> kept = cut == 0 ? steps : steps.Take(half).Concat(steps.Skip(half + cut));
        text.Path.Add(kept.Select(step => new FaultStep { Node = number(step.Node.Value), Name = step.Name }));
        return text;
    }

    /// <exception cref="LetterFormatException">It is of an unknown kind.</exception>
    public static Fault Decode(FaultText text)
    {
        if (!Enum.IsDefined((FaultKind)text.Kind))
            throw new LetterFormatException($"there is no kind of fault {text.Kind}: the sender is perhaps newer");
        Exception? cause = text.Cause.Length > 0 ? new DataflowException(text.Cause) : null;
        Fault fault = Fault.Begin(new FaultOrigin(
            (FaultKind)text.Kind, new NodeId(text.Node), text.Name, text.OperandShapes, text.Reason, cause)
        {
            IsConstant = text.IsConstant,
        });
        int gap = text.Path.Count / 2;
        for (int i = 1; i < text.Path.Count; i++)
        {
            FaultStep step = text.Path[i];
            fault = fault.Reach(new NodeId(step.Node), step.Name, i == gap ? text.Omitted : 0);
        }

        return fault;
    }

    private static string Describe(Exception? cause) => cause switch
    {
        null => "",
        DataflowException => cause.Message,
        _ => $"{cause.GetType().FullName}: {cause.Message}",
    };
}

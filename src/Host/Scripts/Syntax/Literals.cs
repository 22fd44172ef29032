using Dataflow.Nodes;

namespace Dataflow.Host.Scripts.Syntax;

/// <summary>
/// Numbers that have names: pi, e, and in any case nan, inf and infinity. They are no words of the language: where a
/// script, or the command line, gives such a name to something, the name means that from then on.
/// </summary>
internal sealed class Literals
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>From now on a name means what it was given to.</summary>
    public void Define(string name) => _names.Add(name);

    /// <summary>The number that a name stands for, as a text; null if it stands for none.</summary>
    public string? Find(string name)
    {
        if (_names.Contains(name)) return null;
        if (NumberText.IsWord(name)) return name;
        return name switch
        {
            "pi" => "3.141592653589793238462643383279502884",
            "e" => "2.718281828459045235360287471352662498",
            _ => null,
        };
    }
}

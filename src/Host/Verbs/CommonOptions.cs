using System.CommandLine;

namespace Dataflow.Host.Verbs;

/// <summary>Options that several verbs take.</summary>
internal static class CommonOptions
{
    private const string Single = "f32";

    public static Option<string> Type()
    {
        Option<string> option = new("--type")
        {
            Description = "The precision of all numbers.",
            DefaultValueFactory = _ => "f64",
        };
        option.AcceptOnlyFromAmong("f64", Single);
        return option;
    }

    public static bool IsSingle(ParseResult command, Option<string> type) => command.GetValue(type) == Single;
}

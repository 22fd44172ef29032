using System.Text.RegularExpressions;

namespace Dataflow.Tidy.Source;

/// <summary>Regular expressions as all rules want them: the same everywhere, only named groups, with an end.</summary>
internal static class Pattern
{
    public static Regex Of(string pattern, RegexOptions options = RegexOptions.None) => new(
        pattern, options | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
}

using System.Text;

namespace Dataflow.Host.Scripts.Syntax;

/// <summary>The text of a script's file, as long as scripts are.</summary>
internal static class ScriptText
{
    /// <summary>Scripts of this length define millions of nodes; what is longer is another kind of file.</summary>
    private const int Most = 64 << 20;

    /// <param name="reader">Read to its end.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="cancellation">
    /// Ends the wait for more, too: a terminal or pipe may be silent for ever, and its reading does not look at this.
    /// </param>
    /// <exception cref="UsageException">The text is longer, or never ends.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<string> ReadAsync(TextReader reader, string name, CancellationToken cancellation)
    {
        StringBuilder text = new();
        char[] part = new char[1 << 15];
        while (await reader.ReadAsync(part, cancellation).AsTask().WaitAsync(cancellation) is var read and > 0)
        {
            if (text.Length + read > Most)
                throw new UsageException($"'{name}' has more than {Most} characters: expected a script");
            text.Append(part, 0, read);
        }

        return text.ToString();
    }
}

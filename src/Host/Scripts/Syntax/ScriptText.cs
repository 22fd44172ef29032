using System.Text;

namespace Dataflow.Host.Scripts.Syntax;

/// <summary>The text of a script's file, as long as scripts are.</summary>
internal static class ScriptText
{
    /// <summary>Scripts of this length define millions of nodes; what is longer is another kind of file.</summary>
    private const int Most = 64 << 20;

    /// <exception cref="UsageException">The file is longer, or never ends.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellation)
    {
        using StreamReader reader = new(path);
        StringBuilder text = new();
        char[] part = new char[1 << 15];
        while (await reader.ReadAsync(part, cancellation) is var read and > 0)
        {
            if (text.Length + read > Most)
                throw new UsageException($"'{path}' has more than {Most} characters: expected a script");
            text.Append(part, 0, read);
        }

        return text.ToString();
    }
}

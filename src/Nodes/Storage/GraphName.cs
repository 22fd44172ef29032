using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dataflow.Nodes.Storage;

/// <summary>
/// Names of graphs as names of folders: different for different names on every file system, also where upper and lower
/// case are the same, and never a path. Letters from a to z, digits, _ and - stay as they are.
/// </summary>
internal static class GraphName
{
    // File systems take 255 bytes; some need a part of that for themselves.
    private const int Longest = 200;
    private const int Kept = 80;
    private const string Short = "g-", Long = "h-";

    /// <summary>The name in letters that every file system takes; of any length.</summary>
    public static string Escape(string name)
    {
        var escaped = new StringBuilder(name.Length);
        foreach (char one in name)
        {
            if (one is >= 'a' and <= 'z' or >= '0' and <= '9' or '_' or '-') escaped.Append(one);
            else if (one < 128) escaped.Append(CultureInfo.InvariantCulture, $"%{(int)one:x2}");
            else escaped.Append(CultureInfo.InvariantCulture, $"%u{(int)one:x4}");
        }

        return escaped.ToString();
    }

    /// <summary>The folder's name: of long names it has the beginning and a hash of the whole.</summary>
    public static string FolderOf(string name)
    {
        string escaped = Escape(name);
        if (escaped.Length <= Longest) return Short + escaped;
        return $"{Long}{escaped[..Kept]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(escaped)))}";
    }

    /// <summary>Whether the folder's name alone does not say the graph's, so that a file in it must.</summary>
    public static bool IsShortened(string folder) => folder.StartsWith(Long, StringComparison.Ordinal);

    /// <summary>The name whose folder this is, or none if this is no graph's folder or one with a long name.</summary>
    public static string? OfFolder(string folder) =>
        folder.StartsWith(Short, StringComparison.Ordinal) ? Unescape(folder[Short.Length..]) : null;

    /// <summary>The name that was escaped, or none if this is not an escaped name.</summary>
    public static string? Unescape(string escaped)
    {
        var name = new StringBuilder(escaped.Length);
        for (int at = 0; at < escaped.Length; at++)
        {
            if (escaped[at] != '%')
            {
                name.Append(escaped[at]);
                continue;
            }

            int start = at + 1, digits = 2;
            if (start < escaped.Length && escaped[start] == 'u') (start, digits) = (start + 1, 4);
            if (start + digits > escaped.Length || !ushort.TryParse(escaped.AsSpan(start, digits),
                NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code)) return null;
            name.Append((char)code);
            at = start + digits - 1;
        }

        string found = name.ToString();
        return Escape(found) == escaped ? found : null;
    }
}

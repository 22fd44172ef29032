using System.Globalization;
using System.Text;

namespace Dataflow.Host.Postgres;

/// <summary>
/// Any text in a column of text. A database takes no zeros and no halves of surrogate pairs, so these stand there as a
/// backslash and four hexadecimal digits, and so does the backslash itself.
/// </summary>
internal static class TextColumn
{
    private const char Mark = '\\';
    private const int Digits = 4;

    public static string Write(string text)
    {
        var written = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                written.Append(text[i]).Append(text[++i]);
            }
            else if (text[i] is '\0' or Mark || char.IsSurrogate(text[i]))
            {
                written.Append(Mark).Append(((int)text[i]).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                written.Append(text[i]);
            }
        }

        return written.ToString();
    }

    public static string Read(string written)
    {
        if (!written.Contains(Mark, StringComparison.Ordinal)) return written;
        var text = new StringBuilder(written.Length);
        for (int i = 0; i < written.Length; i++)
        {
            if (written[i] != Mark)
            {
                text.Append(written[i]);
                continue;
            }

            text.Append((char)int.Parse(
                written.AsSpan(i + 1, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += Digits;
        }

        return text.ToString();
    }
}

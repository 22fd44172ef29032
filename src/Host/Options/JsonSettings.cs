using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dataflow.Host.Options;

/// <summary>Settings of a JSON file. Comments and commas at the end are allowed, as in other files of .NET.</summary>
internal static class JsonSettings
{
    private static readonly JsonReaderOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="OptionsException">There is no such file, it cannot be read, or it is no JSON.</exception>
    public static IReadOnlyList<Setting> Read(string file)
    {
        byte[] text;
        try
        {
            text = File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OptionsException([$"--config {file}: expected a file that can be read, came: {error.Message}"]);
        }

        return Parse(file, text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? text[3..] : text);
    }

    /// <exception cref="OptionsException">It is no JSON; the message has line and column.</exception>
    public static IReadOnlyList<Setting> Parse(string file, byte[] text)
    {
        List<Setting> settings = [];
        Utf8JsonReader reader = new(text, Lenient);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw new OptionsException([$"{file}:1:1: expected an object with sections: {{ \"member\": ... }}"]);
            ReadSection(ref reader, "", settings, new Places(file, text));
            while (reader.Read())
            {
            }
        }
        catch (JsonException error)
        {
            string at = string.Create(
                CultureInfo.InvariantCulture, $"{file}:{error.LineNumber + 1}:{error.BytePositionInLine + 1}");
            throw new OptionsException([$"{at}: this is no JSON: {Shortened(error.Message)}"]);
        }

        return settings;
    }

    private static void ReadSection(ref Utf8JsonReader reader, string prefix, List<Setting> settings, Places places)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string where = places.At(reader.TokenStartIndex);
            string key = prefix + reader.GetString();
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && OptionTable.Find(key) is null)
                ReadObject(ref reader, key, where, settings, places);
            else if (reader.TokenType != JsonTokenType.Null)
                settings.Add(new Setting(key, ReadValue(ref reader), where));
        }
    }

    private static void ReadObject(
        ref Utf8JsonReader reader, string key, string where, List<Setting> settings, Places places)
    {
        bool isSection = OptionTable.Rows.Any(
            row => row.Key.StartsWith($"{key}:", StringComparison.OrdinalIgnoreCase));
        if (isSection)
        {
            ReadSection(ref reader, $"{key}:", settings, places);
            return;
        }

        // One message for the unknown section, not one for each of its keys.
        settings.Add(new Setting(key, null, where));
        reader.Skip();
    }

    /// <summary>The value's text; of a list of texts, these with commas between; null for anything else.</summary>
    private static string? ReadValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray) return ReadList(ref reader);
        if (reader.TokenType != JsonTokenType.StartObject) return ReadScalar(ref reader);
        reader.Skip();
        return null;
    }

    private static string? ReadList(ref Utf8JsonReader reader)
    {
        List<string?> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(reader.TokenType == JsonTokenType.String ? reader.GetString() : null);
            reader.Skip();
        }

        return items.Contains(null) ? null : string.Join(',', items);
    }

    private static string ReadScalar(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String
        ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);

    /// <summary>The place stands in front already.</summary>
    private static string Shortened(string message)
    {
        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }

    /// <summary>Lines and columns of a file.</summary>
    private sealed class Places(string file, byte[] text)
    {
        public string At(long index)
        {
            ReadOnlySpan<byte> before = text.AsSpan(0, (int)index);
            int column = before.Length - before.LastIndexOf((byte)'\n');
            return string.Create(CultureInfo.InvariantCulture, $"{file}:{before.Count((byte)'\n') + 1}:{column}");
        }
    }
}

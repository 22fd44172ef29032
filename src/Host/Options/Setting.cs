namespace Dataflow.Host.Options;

/// <summary>One option as somebody gave it.</summary>
/// <param name="Key">Its path: `member:name`.</param>
/// <param name="Value">The text of its value; null when the source has something else there, such as a list.</param>
/// <param name="Where">The source and the place in it, for messages.</param>
internal sealed record Setting(string Key, string? Value, string Where);

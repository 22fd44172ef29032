namespace Dataflow.Host.Postgres;

/// <summary>A password in a file; whoever manages it may exchange it while members run.</summary>
internal static class PasswordFile
{
    /// <summary>The file's text, without the ends of lines that editors and <c>echo</c> put there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string Read(string file) => File.ReadAllText(file).TrimEnd('\r', '\n');
}

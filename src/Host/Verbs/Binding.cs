using System.Numerics;
using Dataflow.Host.Scripts;
using Dataflow.Host.Scripts.Syntax;
using Dataflow.Nodes;

namespace Dataflow.Host.Verbs;

/// <summary>
/// A name of an expression and what the command line gives for it: `NAME=NUMBER`, `NAME=FILE`, or `NAME=load("FILE")`
/// with the options that a script can give.
/// </summary>
/// <param name="Name">The name.</param>
/// <param name="Number">The number that was given, as it is written; null for a file.</param>
/// <param name="File">The file that was given.</param>
internal sealed record Binding(string Name, string? Number, LoadCall? File)
{
    private const string Expected = "expected a number, a .npy, .npz or .csv file, or load(\"FILE\")";

    /// <param name="text">What was given.</param>
    /// <param name="csv">How .csv files are laid out of which nothing else is said.</param>
    /// <exception cref="UsageException">It has another form, or the file does not exist.</exception>
    public static Binding Parse(string text, CsvOptions csv)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0) throw new UsageException($"--let {text}: expected NAME=NUMBER or NAME=FILE; there is no '='");
        (string name, string value) = (text[..equals], text[(equals + 1)..]);
        if (!IsName(name)) throw new UsageException($"--let {text}: '{name}' is no name");
        if (NumberText.TryParse(value, out double _)) return new Binding(name, value, null);

        LoadCall file = IsLoad(value) ? ReadLoad(text, value)
            : ArrayFiles.IsKnown(value) ? new LoadCall(new Position(1, 1), value, null, csv)
            : throw new UsageException($"--let {text}: {Expected}");
        if (!System.IO.File.Exists(file.Path))
            throw new UsageException($"--let {text}: there is no file '{file.Path}'");
        return new Binding(name, null, file);
    }

    /// <exception cref="UsageException">One has another form, or a name is given twice.</exception>
    public static IReadOnlyList<Binding> ParseAll(IEnumerable<string> texts, CsvOptions csv)
    {
        List<Binding> bindings = [.. texts.Select(text => Parse(text, csv))];
        string? twice = bindings.CountBy(it => it.Name).FirstOrDefault(it => it.Value > 1).Key;
        return twice is null ? bindings : throw new UsageException($"--let gives '{twice}' twice");
    }

    /// <exception cref="DataflowException">The file is not what its name says, or cut short.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public NdArray<T> Read<T>(CancellationToken cancellation) where T : unmanaged, IFloatingPointIeee754<T> =>
        File is null
            ? NdArray<T>.Scalar(NumberText.Parse<T>(Number!))
            : ArrayFiles.Load<T>(File.Path, File.Array, File.Csv, cancellation);

    private static bool IsLoad(string value) => value.StartsWith($"{LoadCall.Name}(", StringComparison.Ordinal);

    private static LoadCall ReadLoad(string text, string value)
    {
        try
        {
            return ScriptParser.ParseExpression(Source.FromText("", value)) is CallExpression call
                ? LoadCall.Bind(call) : throw new UsageException($"--let {text}: {Expected}");
        }
        catch (SyntaxException error)
        {
            throw new UsageException($"--let {text}: {error.Message}");
        }
    }

    private static bool IsName(string text)
    {
        try
        {
            return Lexer.Read(text, 1) is [{ Kind: TokenKind.Name } name, _] && name.Text == text
                && text is not ("true" or "false");
        }
        catch (SyntaxException)
        {
            return false;
        }
    }
}

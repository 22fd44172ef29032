using System.Globalization;
using System.Numerics;
using Dataflow.Host.Scripts;
using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Verbs;

/// <summary>A name of an expression and what the command line gives for it: `NAME=NUMBER` or `NAME=FILE`.</summary>
internal sealed record Binding(string Name, string Value)
{
    /// <exception cref="UsageException">It has another form, or the file does not exist.</exception>
    public static Binding Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0) throw new UsageException($"--let {text}: expected NAME=NUMBER or NAME=FILE; there is no '='");
        Binding binding = new(text[..equals], text[(equals + 1)..]);
        if (!IsName(binding.Name)) throw new UsageException($"--let {text}: '{binding.Name}' is no name");
        bool isFile = ArrayFiles.IsKnown(binding.Value);
        if (!isFile && !TryParseNumber<double>(binding.Value, out _))
            throw new UsageException($"--let {text}: expected a number, or a .npy or .csv file");
        if (isFile && !File.Exists(binding.Value))
            throw new UsageException($"--let {text}: there is no file '{binding.Value}'");
        return binding;
    }

    /// <exception cref="UsageException">One has another form, or a name is given twice.</exception>
    public static IReadOnlyList<Binding> ParseAll(IEnumerable<string> texts)
    {
        List<Binding> bindings = [.. texts.Select(Parse)];
        string? twice = bindings.CountBy(it => it.Name).FirstOrDefault(it => it.Value > 1).Key;
        return twice is null ? bindings : throw new UsageException($"--let gives '{twice}' twice");
    }

    /// <exception cref="DataflowException">The file is not what its name says, or cut short.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public NdArray<T> Read<T>() where T : unmanaged, IFloatingPointIeee754<T> =>
        TryParseNumber(Value, out T number) ? NdArray<T>.Scalar(number) : ArrayFiles.Load<T>(Value);

    private static bool TryParseNumber<T>(string text, out T number) where T : unmanaged, IFloatingPointIeee754<T> =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

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

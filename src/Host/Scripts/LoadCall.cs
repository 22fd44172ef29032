using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Scripts;

/// <summary>`load("x.npy")`, `load("x.npz", "name")` or `load("x.csv", columns: [0, 30], delimiter: ";")`.</summary>
/// <param name="At">Where the call stands.</param>
/// <param name="Path">The file.</param>
/// <param name="Array">What the array of a .npz file is called; null for the only one.</param>
/// <param name="Csv">How a .csv file is laid out.</param>
internal sealed record LoadCall(Position At, string Path, string? Array, CsvOptions Csv)
{
    public const string Name = "load";

    private const string File = "file", ArrayName = "name";

    /// <exception cref="SyntaxException">The arguments are not what `load` takes.</exception>
    public static LoadCall Bind(CallExpression call)
    {
        Dictionary<string, Expression> given = CallArguments.Sort(call, Places(call));
        if (!given.TryGetValue(File, out Expression? file))
            throw new SyntaxException(call.At, "load misses its file: load(\"x.npy\")");
        if (file is not TextExpression path)
            throw new SyntaxException(file.At, "load takes a file in quotes: load(\"x.npy\")");
        if (!ArrayFiles.IsKnown(path.Text))
            throw new SyntaxException(path.At, "load reads .npy, .npz and .csv files");
        CheckKind(path.Text, given);
        return new LoadCall(call.At, path.Text, ReadName(given), ReadCsv(call, given));
    }

    /// <summary>What comes by place after the file follows from what the file is.</summary>
    private static List<string> Places(CallExpression call)
    {
        bool isNpz = call.Arguments is [{ Value: TextExpression path }, ..] && ArrayFiles.IsNpz(path.Text);
        return isNpz ? [File, ArrayName, .. CsvWords.Names] : [File, .. CsvWords.Names, ArrayName];
    }

    private static void CheckKind(string path, Dictionary<string, Expression> given)
    {
        foreach ((string name, Expression value) in given)
        {
            if (name == ArrayName && !ArrayFiles.IsNpz(path))
                throw new SyntaxException(value.At, "only a .npz file has names of arrays");
            if (name is not (File or ArrayName) && !ArrayFiles.IsCsv(path))
                throw new SyntaxException(value.At, $"only a .csv file has {name}");
        }
    }

    private static string? ReadName(Dictionary<string, Expression> given)
    {
        if (!given.TryGetValue(ArrayName, out Expression? value)) return null;
        return value is TextExpression text
            ? text.Text : throw new SyntaxException(value.At, "'name' should be a text: load(\"x.npz\", \"weights\")");
    }

    private static CsvOptions ReadCsv(CallExpression call, Dictionary<string, Expression> given)
    {
        CsvOptions options = new();
        foreach (string name in CsvWords.Names)
        {
            if (given.TryGetValue(name, out Expression? value)) options = With(options, name, value);
        }

        return options.Problem is { } problem ? throw new SyntaxException(call.At, problem) : options;
    }

    private static CsvOptions With(CsvOptions options, string name, Expression value)
    {
        try
        {
            return value is ListExpression list && name == "columns"
                ? options with { Columns = Columns(list) } : CsvWords.With(options, name, Word(name, value));
        }
        catch (FormatException error)
        {
            throw new SyntaxException(value.At, error.Message);
        }
    }

    private static CsvColumns Columns(ListExpression list) => list.Items is [TextExpression, ..]
        ? CsvColumns.Named([.. list.Items.Select(item => Word("columns", item))])
        : CsvWords.Columns(ArgumentReader.Integers("columns", list));

    private static string Word(string name, Expression value) => value switch
    {
        TextExpression text => text.Text,
        NameExpression word when name != "columns" => word.Name,
        BooleanExpression boolean => boolean.Value ? "true" : "false",
        NumberExpression number when name != "columns" => number.Text,
        _ => throw new SyntaxException(value.At, name == "columns"
            ? "'columns' should be [first, end], where end is the first left out, or names"
            : $"'{name}' should be a word, or a text in quotes"),
    };
}

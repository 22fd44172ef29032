using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Scripts;

/// <summary>`load("x.npy")` or `load("x.csv", columns: [0, 30])`: from one column to before another.</summary>
internal sealed record LoadCall(Position At, string Path, (int First, int End)? Columns)
{
    public const string Name = "load";

    /// <exception cref="SyntaxException">The arguments are not what `load` takes.</exception>
    public static LoadCall Bind(CallExpression call)
    {
        Dictionary<string, Expression> given = CallArguments.Sort(call, ["file", "columns"]);
        if (!given.TryGetValue("file", out Expression? file))
            throw new SyntaxException(call.At, "load misses its file: load(\"x.npy\")");
        if (file is not TextExpression path)
            throw new SyntaxException(file.At, "load takes a file in quotes: load(\"x.npy\")");
        CheckKind(path);
        return new LoadCall(call.At, path.Text, given.TryGetValue("columns", out Expression? columns)
            ? ReadColumns(path, columns) : null);
    }

    private static void CheckKind(TextExpression path)
    {
        if (!ArrayFiles.IsKnown(path.Text)) throw new SyntaxException(path.At, "load reads .npy and .csv files");
    }

    private static (int First, int End) ReadColumns(TextExpression path, Expression columns)
    {
        if (!ArrayFiles.IsCsv(path.Text)) throw new SyntaxException(columns.At, "only a .csv file has columns");
        IReadOnlyList<long> range = ArgumentReader.Integers("columns", columns);
        if (range is not [>= 0 and < int.MaxValue, <= int.MaxValue] || range[0] >= range[1])
            throw new SyntaxException(columns.At, "'columns' should be [first, end], where end is the first left out");
        return ((int)range[0], (int)range[1]);
    }
}

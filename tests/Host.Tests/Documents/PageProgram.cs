using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataflow.Host.Tests.Documents;

/// <summary>The C# blocks of a page as one program, which says where each begins to print.</summary>
internal sealed class PageProgram
{
    private const char Mark = '\u0001';

    private static readonly string[] Imports =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading",
        "System.Threading.Tasks",
    ];

    private readonly StringBuilder _code = new();
    private readonly HashSet<string> _usings = [.. Imports.Select(name => $"using {name};")];

    /// <summary>What each block printed, by its line. Blocks that are compiled only print nothing.</summary>
    /// <exception cref="FormatException">They do not compile.</exception>
    public static IReadOnlyDictionary<int, string> Run(IEnumerable<DocumentBlock> blocks)
    {
        PageProgram program = new();
        foreach (DocumentBlock block in blocks) program.Add(block);
        byte[] compiled = Compile(string.Join('\n', program._usings) + '\n' + program._code);
        return Printed(Assembly.Load(compiled).EntryPoint!);
    }

    private void Add(DocumentBlock block)
    {
        string[] lines = block.Text.Split('\n');
        _usings.UnionWith(lines.Where(IsUsing));
        string code = string.Join('\n', lines.Where(line => !IsUsing(line)));
        _code.AppendLine(CultureInfo.InvariantCulture, $"#line {block.Line + 1}");
        if (block.IsCompiledOnly) _code.AppendLine($"async Task Block{block.Line}()\n{{\n{code}\n}}");
        else _code.AppendLine($"Console.Write(\"\\u0001{block.Line}\\n\");\n{code}");
    }

    private static bool IsUsing(string line) =>
        line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && line.IndexOf(' ', 6) < 0;

    private static byte[] Compile(string code)
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Page", [CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview))],
            trusted.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        using MemoryStream stream = new();
        var result = compilation.Emit(stream);
        if (result.Success) return stream.ToArray();
        IEnumerable<Diagnostic> errors = result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error);
        throw new FormatException(string.Join('\n', errors));
    }

    private static Dictionary<int, string> Printed(MethodInfo main)
    {
        TextWriter console = Console.Out;
        using StringWriter output = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Console.SetOut(output);
        try
        {
            main.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString().Split(Mark, StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('\n', 2))
            .ToDictionary(part => int.Parse(part[0], CultureInfo.InvariantCulture), part => part[1]);
    }
}

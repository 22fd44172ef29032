using System.Globalization;
using Dataflow.Host.Output;

namespace Dataflow.Host.Tests;

/// <summary>Runs the executable's main function in this process, in a folder of its own.</summary>
internal sealed class HostSession : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-host-").FullName;

    /// <param name="Code">The exit code.</param>
    /// <param name="Out">What went to the output.</param>
    /// <param name="Error">What went to the errors.</param>
    public sealed record Answer(int Code, string Out, string Error);

    public string PathOf(string file) => Path.Combine(_folder, file);

    public string Write(string file, string text)
    {
        File.WriteAllText(PathOf(file), text);
        return PathOf(file);
    }

    public Task<Answer> RunScriptAsync(string text, params string[] options) =>
        RunAsync(["run", Write("test.flow", text), .. options]);

    public static Task<Answer> RunAsync(params string[] args) => RunWithInputAsync(TextReader.Null, args);

    public static async Task<Answer> RunWithInputAsync(TextReader input, params string[] args)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using StringWriter error = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        HostConsole console = new(output, error, new ManualTime(), IsTerminal: false) { OpenInput = () => input };
        int code = await Program.RunAsync(args, console);
        return new Answer(code, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

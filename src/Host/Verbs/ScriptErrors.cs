using Dataflow.Host.Output;
using Dataflow.Host.Scripts.Syntax;

namespace Dataflow.Host.Verbs;

/// <summary>Shows what is wrong in a text together with the line where it is.</summary>
internal static class ScriptErrors
{
    public static async Task<int> ShownAsync(HostConsole console, Source source, Func<Task> work)
    {
        try
        {
            await work();
            return ExitCode.Success;
        }
        catch (ScriptException error)
        {
            console.WriteErrorLines(source.Describe(error.At, error.Message));
            return error.Code;
        }
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Dataflow.Host.LocalCluster;

/// <summary>How this executable is started once more.</summary>
internal static class OwnExecutable
{
    /// <summary>By itself; or by the runtime, when this process is another that has it as a library.</summary>
    public static ProcessStartInfo With(IEnumerable<string> arguments)
    {
        string? self = Environment.ProcessPath;
        if (self is not null && Path.GetFileNameWithoutExtension(self) == "dataflow") return new(self, arguments);
        string library = Path.Combine(AppContext.BaseDirectory, "dataflow.dll");
        return new ProcessStartInfo(Runtime(), [library, .. arguments]);
    }

    /// <summary>The `dotnet` whose libraries this process uses: they are three folders below it.</summary>
    private static string Runtime() => Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..",
        OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}

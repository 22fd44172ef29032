using System.Diagnostics;
using System.Globalization;
using Dataflow.TestKit;

namespace Dataflow.Processes;

/// <summary>A file system of its own in memory, as small as is asked for. Only the superuser can make one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SmallDisk(int megabytes)
    {
        Path = Directory.CreateDirectory(System.IO.Path.Combine(_folder.Path, "disk")).FullName;
        string size = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m");
        Run("mount", "-t", "tmpfs", "-o", size, "tmpfs", Path);
    }

    public string Path { get; }

    /// <summary>Takes room.</summary>
    /// <returns>The file that has it.</returns>
    public string Fill(int megabytes)
    {
        string file = System.IO.Path.Combine(Path, "filler");
        File.WriteAllBytes(file, new byte[megabytes << 20]);
        return file;
    }

    public void Dispose()
    {
        Run("umount", "--lazy", Path);
        _folder.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program}: {said}");
    }
}

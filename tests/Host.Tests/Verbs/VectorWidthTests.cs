using System.Diagnostics;
using System.Globalization;

namespace Dataflow.Host.Tests.Verbs;

/// <summary>
/// G9 between processors: every operator, along every axis, in both precisions, gives the same bits in a process that
/// may use all vectors of this machine, and in others that may not.
/// </summary>
public sealed class VectorWidthTests : IDisposable
{
    private static readonly string[] Shapes = ["[131, 77]", "[5, 2500]", "[9000, 3]", "[3, 4, 65]"];

    public static TheoryData<string, string> Narrower => new()
    {
        { "f64", "EnableAVX512 EnableAVX2" }, { "f32", "EnableAVX512 EnableAVX2" },
    };

    private readonly HostSession _widest = new(), _narrow = new();

    [Theory, MemberData(nameof(Narrower))]
    public async Task Run_EveryOperatorWithNarrowerVectors_GivesTheSameBits(string type, string switches)
    {
        string[] names = await RunAsync(_widest, type, null);
        Assert.True(names.Length > 300, $"{names.Length} values");
        foreach (string switchedOff in switches.Split(' '))
        {
            await RunAsync(_narrow, type, switchedOff);
            string[] differing = [.. names.Where(name => type == "f64"
                ? !Same<double>(_widest, _narrow, name) : !Same<float>(_widest, _narrow, name))];
            Assert.True(differing.Length == 0, $"without {switchedOff}: {string.Join(", ", differing)}");
        }
    }

    public void Dispose()
    {
        _widest.Dispose();
        _narrow.Dispose();
    }

    private static bool Same<T>(HostSession x, HostSession y, string name)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> =>
        NpyFile.Read<T>(x.PathOf(name)).ValueEquals(NpyFile.Read<T>(y.PathOf(name)));

    /// <summary>Runs a script of all operators in a process of its own; gives the files that it wrote.</summary>
    private static async Task<string[]> RunAsync(HostSession folder, string type, string? switchedOff)
    {
        List<string> lines = [], files = [];
        for (int i = 0; i < Shapes.Length; i++)
        {
            lines.Add($"x{i} = sin(sequential({Shapes[i]}, start: 0.1, step: 0.37)) * 3");
            lines.Add($"y{i} = cos(sequential({Shapes[i]}, start: 0.2, step: 0.71)) + 1.01");
            foreach (string expression in OperatorCatalogue.All.SelectMany(op => Expressions(op, i)))
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"v{files.Count}");
                files.Add(name + ".npy");
                lines.Add($"{name} = {expression}");
                lines.Add($"save {name} \"{name}.npy\"");
            }
        }

        string script = folder.Write("all.flow", string.Join('\n', lines));
        ProcessStartInfo start = new("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "dataflow.dll"), "run", script, "--type", type])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        if (switchedOff is not null) start.Environment[$"DOTNET_{switchedOff}"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, error);
        return [.. files];
    }

    private static IEnumerable<string> Expressions(Operator op, int i)
    {
        (string x, string y) = ($"x{i}", $"y{i}");
        if (op.HasScalarForm)
            return [$"{op.Name}({string.Join(", ", new[] { y, x, y }.Take(op.Arity))})"];
        return op.Name switch
        {
            "dot" => Shapes[i].Split(',').Length == 2 ? [$"dot(transpose({x}), {y})"] : [],
            "matmul" => [$"matmul({x}[0:60], {y}[0:60], transpose_right: true)"],
            _ when op.Arguments.Any(argument => argument.Name == "keep_dims") =>
            [
                $"{op.Name}({x})", $"{op.Name}({y}, axis: 0)", $"{op.Name}({x}, axis: 1)",
                $"{op.Name}({x} * {y}, axis: 1)",
            ],
            _ when op.Arguments is [{ Name: "axis", IsRequired: false }] && op.Arity == 1 =>
                [$"{op.Name}({x})", $"{op.Name}({y}, axis: 0)"],
            _ => [], // what only moves or makes elements
        };
    }
}

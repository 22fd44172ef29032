using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// Generates the loop of a segment: for each vector, the kernels of all steps one after the other, with what lies
/// between them in the processor's registers. The last elements are one more vector, as in <see cref="UnaryRow{T}"/>.
/// </summary>
[RequiresDynamicCode("Generates code.")]
internal sealed unsafe class TileCompiler<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const BindingFlags Any =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    // So far ahead an input is asked for: farther than memory is away, and not past the page after next.
    private const int BytesAhead = 2048;

    [DynamicallyAccessedMembers(KernelMembers.All)]
    private static readonly Type Vector = VectorWidths.TypeFor<T>(VectorWidths.Widest);

    private readonly TileProgram<T> _program;
    private readonly TileSegment<T> _segment;
    private readonly ILGenerator _code;
    private readonly Dictionary<int, LocalBuilder> _values = [];
    private readonly Dictionary<int, LocalBuilder> _pointers = [];
    private readonly LocalBuilder _index;

    private TileCompiler(TileProgram<T> program, TileSegment<T> segment, ILGenerator code)
    {
        (_program, _segment, _code) = (program, segment, code);
        _index = code.DeclareLocal(typeof(long));
    }

    /// <summary>The code; it reads the segment's sources in their order.</summary>
    public static TileCode<T> Compile(TileProgram<T> program, TileSegment<T> segment, ReadOnlySpan<bool> isRepeated)
    {
        var method = new DynamicMethod(
            "Segment", typeof(void), [typeof(T**), typeof(long*), typeof(T*), typeof(long)],
            typeof(TileCompiler<T>).Module, skipVisibility: true);
        var compiler = new TileCompiler<T>(program, segment, method.GetILGenerator());
        compiler.LoadSources(isRepeated);
        compiler.EmitLoop();
        compiler.EmitTail();
        compiler._code.Emit(OpCodes.Ret);
        return method.CreateDelegate<TileCode<T>>();
    }

    /// <summary>Pointers to what is read vector by vector; and vectors of what is the same everywhere.</summary>
    private void LoadSources(ReadOnlySpan<bool> isRepeated)
    {
        for (int i = 0; i < _segment.Sources.Count; i++)
        {
            int source = _segment.Sources[i];
            _code.Emit(OpCodes.Ldarg_0);
            _code.Emit(OpCodes.Ldc_I4, i * sizeof(T*));
            _code.Emit(OpCodes.Add);
            _code.Emit(OpCodes.Ldind_I);
            if (source < 0 && isRepeated[~source])
            {
                _code.Emit(OpCodes.Call, Method(Vector, nameof(DoubleScalar.Broadcast)));
                Store(_values, source, Vector);
            }
            else
            {
                Store(_pointers, source, typeof(T*));
            }
        }
    }

    private void EmitLoop()
    {
        Label body = _code.DefineLabel(), check = _code.DefineLabel();
        _code.Emit(OpCodes.Br, check);
        _code.MarkLabel(body);
        foreach ((int source, LocalBuilder pointer) in _pointers)
        {
            if (source < 0) EmitPrefetch(pointer);
            EmitAddress(() => _code.Emit(OpCodes.Ldloc, pointer));
            _code.Emit(OpCodes.Call, Method(Vector, nameof(DoubleScalar.Load)));
            Store(_values, source, Vector);
        }

        EmitSteps();
        _code.Emit(OpCodes.Ldloca, Result);
        EmitAddress(() => _code.Emit(OpCodes.Ldarg_2));
        _code.Emit(OpCodes.Call, Method(Vector, nameof(DoubleScalar.Store)));
        _code.Emit(OpCodes.Ldloc, _index);
        _code.Emit(OpCodes.Ldc_I8, (long)Lanes);
        _code.Emit(OpCodes.Add);
        _code.Emit(OpCodes.Stloc, _index);
        _code.MarkLabel(check);
        _code.Emit(OpCodes.Ldloc, _index);
        _code.Emit(OpCodes.Ldarg_3);
        _code.Emit(OpCodes.Ldc_I8, (long)Lanes);
        _code.Emit(OpCodes.Sub);
        _code.Emit(OpCodes.Ble, body);
    }

    private void EmitTail()
    {
        Label end = _code.DefineLabel();
        _code.Emit(OpCodes.Ldloc, _index);
        _code.Emit(OpCodes.Ldarg_3);
        _code.Emit(OpCodes.Beq, end);
        foreach ((int source, LocalBuilder pointer) in _pointers)
        {
            _code.Emit(OpCodes.Ldloc, pointer);
            _code.Emit(OpCodes.Ldloc, _index);
            EmitRest();
            _code.Emit(OpCodes.Call, Method(typeof(Dense), nameof(Dense.LoadSome), typeof(T), Vector));
            Store(_values, source, Vector);
        }

        EmitSteps();
        _code.Emit(OpCodes.Ldloc, Result);
        EmitAddress(() => _code.Emit(OpCodes.Ldarg_2));
        EmitRest();
        _code.Emit(OpCodes.Call, Method(typeof(Tail), nameof(Tail.Store), typeof(T), Vector));
        _code.MarkLabel(end);
    }

    private LocalBuilder Result => _values[_segment.Steps[^1]];

    private static int Lanes => Marshal.SizeOf(Vector) / sizeof(T);

    private void EmitSteps()
    {
        foreach (int step in _segment.Steps)
        {
            foreach (int source in _program.SourcesOf(_program.Steps[step])) _code.Emit(OpCodes.Ldloc, _values[source]);
            _code.Emit(OpCodes.Call, Method(_program.Steps[step].Kernel.Type, "Apply", Vector));
            Store(_values, step, Vector);
        }
    }

    /// <summary>Asks for an input's elements before they are needed; a hint, which cannot fail.</summary>
    private void EmitPrefetch(LocalBuilder pointer)
    {
        if (!Sse.IsSupported) return;
        EmitAddress(() => _code.Emit(OpCodes.Ldloc, pointer));
        _code.Emit(OpCodes.Ldc_I4, BytesAhead);
        _code.Emit(OpCodes.Add);
        _code.Emit(OpCodes.Call, Method(typeof(Sse), nameof(Sse.Prefetch0)));
    }

    private void EmitAddress(Action pointer)
    {
        pointer();
        _code.Emit(OpCodes.Ldloc, _index);
        _code.Emit(OpCodes.Ldc_I4, sizeof(T));
        _code.Emit(OpCodes.Conv_I8);
        _code.Emit(OpCodes.Mul);
        _code.Emit(OpCodes.Conv_I);
        _code.Emit(OpCodes.Add);
    }

    private void EmitRest()
    {
        _code.Emit(OpCodes.Ldarg_3);
        _code.Emit(OpCodes.Ldloc, _index);
        _code.Emit(OpCodes.Sub);
    }

    private void Store(Dictionary<int, LocalBuilder> locals, int key, Type type)
    {
        if (!locals.TryGetValue(key, out LocalBuilder? local)) locals.Add(key, local = _code.DeclareLocal(type));
        _code.Emit(OpCodes.Stloc, local);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "Their type parameters ask for nothing.")]
    private static MethodInfo Method(
        [DynamicallyAccessedMembers(KernelMembers.All)] Type type, string name, params Type[] arguments)
    {
        MethodInfo method = type.GetMethod(name, Any)
            ?? throw new MissingMethodException(type.FullName, name);
        return arguments.Length == 0 ? method : method.MakeGenericMethod(arguments);
    }
}

using System.Reflection;
using System.Reflection.Emit;

namespace Dataflow.Client.Tests.Surface;

/// <summary>
/// Calls a method whose parameters may be spans, which reflection itself cannot pass: an array stands for each.
/// </summary>
internal static class Call
{
    /// <summary>Calls it, and waits for what it returns if that is a task.</summary>
    public static async Task OfAsync(MethodBase method, object? receiver, object?[] arguments)
    {
        var call = new DynamicMethod(
            "Call", typeof(object), [typeof(object), typeof(object[])], typeof(Call).Module, skipVisibility: true);
        ILGenerator code = call.GetILGenerator();
        if (!method.IsStatic && !method.IsConstructor) EmitReceiver(code, method.DeclaringType!);
        ParameterInfo[] parameters = method.GetParameters();
        for (int i = 0; i < parameters.Length; i++) EmitArgument(code, i, parameters[i].ParameterType);
        EmitCall(code, method);
        object? result = call.CreateDelegate<Func<object?, object?[], object?>>()(receiver, arguments);
        if (result is Task task) await task;
    }

    public static bool IsSpan(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>);

    private static void EmitReceiver(ILGenerator code, Type type)
    {
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(type.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, type);
    }

    private static void EmitArgument(ILGenerator code, int index, Type type)
    {
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldc_I4, index);
        code.Emit(OpCodes.Ldelem_Ref);
        if (!IsSpan(type))
        {
            code.Emit(OpCodes.Unbox_Any, type);
            return;
        }

        Type array = type.GetGenericArguments()[0].MakeArrayType();
        code.Emit(OpCodes.Castclass, array);
        code.Emit(OpCodes.Call, type.GetMethod("op_Implicit", [array])!);
    }

    private static void EmitCall(ILGenerator code, MethodBase method)
    {
        Type returned = method is MethodInfo { ReturnType: { } type } ? type : method.DeclaringType!;
        if (method is ConstructorInfo constructor) code.Emit(OpCodes.Newobj, constructor);
        else code.Emit(method.IsStatic ? OpCodes.Call : OpCodes.Callvirt, (MethodInfo)method);
        if (returned == typeof(void)) code.Emit(OpCodes.Ldnull);
        else if (returned.IsByRefLike)
        {
            code.Emit(OpCodes.Pop);
            code.Emit(OpCodes.Ldnull);
        }
        else if (returned.IsValueType) code.Emit(OpCodes.Box, returned);
        code.Emit(OpCodes.Ret);
    }
}

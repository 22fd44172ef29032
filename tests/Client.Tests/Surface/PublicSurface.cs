using System.Reflection;
using System.Runtime.CompilerServices;

namespace Dataflow.Client.Tests.Surface;

/// <summary>What users of the library can call: the public methods and constructors of its two assemblies.</summary>
internal static class PublicSurface
{
    /// <summary>Every public type, generic ones over doubles.</summary>
    public static IEnumerable<Type> Types =>
        from assembly in new[] { typeof(Context).Assembly, typeof(Operator).Assembly }
        from type in assembly.GetExportedTypes()
        where !typeof(Delegate).IsAssignableFrom(type)
        where !type.Name.Contains('<', StringComparison.Ordinal) // what groups a class's extension members
        select type.IsGenericTypeDefinition ? Close(type) : type;

    /// <summary>
    /// Every public method and constructor that the library itself declares, generic ones over doubles and over arrays
    /// or nodes of them. What compilers make for records, and what all objects have, is left out.
    /// </summary>
    public static IEnumerable<MethodBase> Methods =>
        from type in Types
        from method in Of(type)
        select method is MethodInfo { IsGenericMethodDefinition: true } generic ? Close(generic) : method;

    private static IEnumerable<MethodBase> Of(Type type)
    {
        const BindingFlags own =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsInterface) return [];
        IEnumerable<MethodBase> constructors = type.GetConstructors(own);
        return constructors.Where(_ => !type.IsAbstract).Concat(type.GetMethods(own))
            .Where(method => method.GetCustomAttribute<CompilerGeneratedAttribute>() is null);
    }

    private static Type Close(Type type) => type.MakeGenericType(
        [.. type.GetGenericArguments().Select(argument => Argument(argument, typeof(NdArray<double>)))]);

    private static MethodInfo Close(MethodInfo method) => method.MakeGenericMethod(
        [.. method.GetGenericArguments().Select(argument => Argument(argument, typeof(LazyArray<double>)))]);

    private static Type Argument(Type parameter, Type operand) =>
        parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)
            ? operand
            : typeof(double);
}

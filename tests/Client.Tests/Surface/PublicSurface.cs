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
        where !type.IsInterface && !typeof(Delegate).IsAssignableFrom(type)
        where !type.Name.Contains('<', StringComparison.Ordinal) // what groups a class's extension members
        select type.IsGenericTypeDefinition ? Close(type) : type;

    /// <summary>
    /// Every public method and constructor that the library itself declares, generic ones over doubles and over arrays
    /// or nodes of them. What compilers make for records, and what all objects have, is left out.
    /// </summary>
    public static IEnumerable<MethodBase> Methods =>
        from type in Types
        from method in Of(type)
        from closed in Close(method)
        select closed;

    private static IEnumerable<MethodBase> Of(Type type)
    {
        const BindingFlags own =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<MethodBase> constructors = type.GetConstructors(own);
        return constructors.Where(_ => !type.IsAbstract).Concat(type.GetMethods(own))
            .Where(method => method.GetCustomAttribute<CompilerGeneratedAttribute>() is null);
    }

    private static Type Close(Type type) =>
        type.MakeGenericType([.. type.GetGenericArguments().Select(_ => typeof(double))]);

    private static IEnumerable<MethodBase> Close(MethodBase declared)
    {
        if (declared is not MethodInfo { IsGenericMethodDefinition: true } method) return [declared];
        Type[] parameters = method.GetGenericArguments();
        if (parameters is not [{ } one] || !IsOperand(one))
            return [method.MakeGenericMethod([.. parameters.Select(_ => typeof(double))])];
        return [method.MakeGenericMethod(typeof(LazyArray<double>)), method.MakeGenericMethod(typeof(NdArray<double>))];
    }

    private static bool IsOperand(Type parameter) =>
        parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint);
}

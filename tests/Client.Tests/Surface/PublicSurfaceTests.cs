using System.Reflection;

namespace Dataflow.Client.Tests.Surface;

/// <summary>What holds for everything that users can call, whatever is added.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>What takes null by its nature although its signature does not say so.</summary>
    private static bool TakesNull(MethodBase method) =>
        typeof(Exception).IsAssignableFrom(method.DeclaringType) // no message is the base class's message
        || method.Name is nameof(Equals) or "op_Equality" or "op_Inequality";

    [Fact]
    public async Task Methods_GivenNull_NameTheParameter()
    {
        Samples samples = new();
        List<string> wrong = [];
        int tried = 0;
        foreach (MethodBase method in PublicSurface.Methods.Where(method => !TakesNull(method)))
        {
            foreach (ParameterInfo parameter in method.GetParameters().Where(RefusesNull))
            {
                tried++;
                if (await Fault(samples, method, parameter) is { } fault) wrong.Add($"{Describe(method)}: {fault}");
            }
        }

        Assert.True(tried > 200, $"only {tried} parameters were tried");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {tried}:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void Methods_ThatReturnTasks_TakeAToken()
    {
        MethodInfo[] asynchronous =
        [
            .. PublicSurface.Methods.OfType<MethodInfo>().Where(method =>
                typeof(Task).IsAssignableFrom(method.ReturnType)
                || method.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal)),
        ];
        Assert.True(asynchronous.Length >= 8, $"only {asynchronous.Length} were found");
        Assert.All(
            asynchronous.Where(method => method.Name != nameof(IAsyncDisposable.DisposeAsync)), AssertTakesToken);
    }

    [Fact]
    public void Methods_ThatEvaluate_CanBeGivenAToken()
    {
        IEnumerable<IGrouping<Type, MethodInfo>> evaluating = PublicSurface.Methods.OfType<MethodInfo>()
            .Where(method => method.Name == "Eval").GroupBy(method => method.DeclaringType!);
        Assert.Equal(2, evaluating.Count());
        Assert.All(evaluating, methods => Assert.Contains(methods, method => Tokens(method).Any()));
    }

    private static void AssertTakesToken(MethodInfo method)
    {
        ParameterInfo token = Assert.Single(Tokens(method));
        Assert.True(token.HasDefaultValue, $"{Describe(method)}: a token may be left out");
        Assert.Equal(method.GetParameters().Length - 1, token.Position);
    }

    private static IEnumerable<ParameterInfo> Tokens(MethodInfo method) =>
        method.GetParameters().Where(parameter => parameter.ParameterType == typeof(CancellationToken));

    /// <summary>
    /// Whether null, or null in a list, cannot be meant. Who evaluates nothing means that, so an empty span is good.
    /// </summary>
    private static bool RefusesNull(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (type.IsByRef) return false;
        NullabilityInfo nullability = Nullability.Create(parameter);
        if (Call.IsSpan(type)) nullability = nullability.GenericTypeArguments[0];
        return !nullability.Type.IsValueType && nullability.WriteState == NullabilityState.NotNull;
    }

    /// <summary>What is wrong when this one is null and all others are good; null when all is as it should be.</summary>
    private static async Task<string?> Fault(Samples samples, MethodBase method, ParameterInfo bad)
    {
        object?[] arguments = [.. method.GetParameters().Select(it => samples.Of(it.ParameterType))];
        arguments[bad.Position] = Call.IsSpan(bad.ParameterType)
            ? Array.CreateInstance(bad.ParameterType.GetGenericArguments()[0], 1)
            : null;
        bool hasReceiver = !method.IsStatic && !method.IsConstructor;
        object? receiver = hasReceiver ? samples.Receiver(method.DeclaringType!) : null;
        try
        {
            await Call.OfAsync(method, receiver, arguments);
            return $"{bad.Name} may be null";
        }
        catch (ArgumentNullException error)
        {
            return Names(method, bad).Contains(error.ParamName, StringComparer.Ordinal) ? null : $"{bad.Name} is called {error.ParamName}";
        }
        catch (Exception error)
        {
            return $"{bad.Name} gave {error.GetType().Name}: {error.Message}";
        }
    }

    /// <summary>An operand in a list goes by the operator's name for it.</summary>
    private static IEnumerable<string?> Names(MethodBase method, ParameterInfo parameter) =>
        method.Name is "Apply" or "Define" && parameter.Name == "operands"
            ? AbsOperator.Definition.OperandNames.Append(parameter.Name!)
            : [parameter.Name!];

    private static string Describe(MethodBase method) =>
        $"{method.DeclaringType!.Name}.{method.Name}"
        + $"({string.Join(", ", method.GetParameters().Select(parameter => parameter.Name))})";
}

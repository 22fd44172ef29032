using System.Numerics.Tensors;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using Dataflow.TestKit.Links;
using MathNet.Numerics.LinearAlgebra;

namespace Dataflow.Client.Tests.Surface;

/// <summary>A good argument of each type that the library's methods take.</summary>
internal sealed class Samples
{
    private static readonly NullabilityInfoContext Nullability = new();

    private readonly Dictionary<Type, object> _known;

    public Samples()
    {
        Context flow = new();
        LazyArray<double> node = flow.Variable<double>("x");
        NdArray<double> array = NdArray<double>.Of(1);
        _known = new()
        {
            [typeof(Context)] = flow,
            [typeof(LazyArray)] = node,
            [typeof(LazyArray<double>)] = node,
            [typeof(NdArray)] = array,
            [typeof(NdArray<double>)] = array,
            [typeof(Operator)] = AbsOperator.Definition,
            [typeof(Shape)] = Shape.Of(1),
            [typeof(string)] = "x",
            [typeof(Stream)] = new MemoryStream(),
            [typeof(TextReader)] = new StringReader("1"),
            [typeof(Tensor<double>)] = Tensor.Create([1.0]),
            [typeof(Vector<double>)] = Vector<double>.Build.Dense(1),
            [typeof(Matrix<double>)] = Matrix<double>.Build.Dense(1, 1),
            [typeof(double[,])] = new double[1, 1],
            [typeof(X509Certificate2Collection)] = new X509Certificate2Collection(),
            [typeof(Action<Transaction>)] = (Action<Transaction>)(_ => { }),
            [typeof(Func<Transaction, Task>)] = (Func<Transaction, Task>)(_ => Task.CompletedTask),
            [typeof(IReadOnlyList<LazyArray>)] = new LazyArray[] { node },
            [typeof(IReadOnlyList<string>)] = new[] { "x" },
            [typeof(IReadOnlyList<(string Name, NdArray Array)>)] = new[] { ("x", (NdArray)array) },
            [typeof(CsvColumns)] = CsvColumns.All,
            [typeof(CsvOptions)] = new CsvOptions(),
            [typeof(TextWriter)] = new StringWriter(),
            [typeof(ValueList<int>)] = ValueList.Of(0),
            [typeof(ValueList<long>)] = ValueList.Of(1L),
            [typeof(ValueList<AxisSlice>)] = ValueList.Of(AxisSlice.All),
            [typeof(ArgumentValues)] = new ArgumentValues(),
            [typeof(object)] = 1,
            [typeof(DataflowClient)] = new MemoryCluster().NewClient(),
        };
        flow.Transaction(step => _known.Add(typeof(Transaction), step));
    }

    /// <summary>A value for the parameter: its default, or null where null is one, or else a good one.</summary>
    /// <exception cref="InvalidOperationException">Nobody has said yet what a good one is.</exception>
    public object? Of(ParameterInfo parameter)
    {
        if (parameter is { HasDefaultValue: true, DefaultValue: { } value }) return value;
        bool takesNull = !parameter.ParameterType.IsValueType
            && Nullability.Create(parameter).WriteState == NullabilityState.Nullable;
        return takesNull ? null : Of(parameter.ParameterType);
    }

    /// <summary>A value of the type.</summary>
    /// <exception cref="InvalidOperationException">Nobody has said yet what a good one is.</exception>
    public object? Of(Type type)
    {
        if (_known.TryGetValue(type, out object? known)) return known;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>))
            return Items(type.GetGenericArguments()[0]);
        if (type.IsArray) return Items(type.GetElementType()!);
        if (type.IsValueType) return Activator.CreateInstance(type);
        throw new InvalidOperationException($"{nameof(Samples)} has nothing of type {type}: add a good argument");
    }

    /// <summary>What to call a method of this type on.</summary>
    public object Receiver(Type type) =>
        type.GetConstructor(Type.EmptyTypes) is { } make ? make.Invoke(null) : Of(type)!;

    private Array Items(Type type)
    {
        Array items = Array.CreateInstance(type, 1);
        items.SetValue(Of(type), 0);
        return items;
    }
}

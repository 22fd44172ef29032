using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>
/// The parts of one shard, put together as its machine does, each to be called by itself. What they send lies here to
/// be looked at, and no kernel runs unless the test says so.
/// </summary>
internal sealed class ShardParts : IOutbox
{
    public static readonly ShardId Id = new(0);
    public static readonly ShardId Other = new(1);
    public static readonly ShardId Third = new(2);

    private readonly List<(ShardId To, Message Message)> _sent = [];
    private readonly Queue<(Work Work, Region Region)> _kernels = [];

    /// <summary>Parts that run no kernel inside, unless the limits say so.</summary>
    public ShardParts(ShardLimits? limits = null)
    {
        limits ??= ShardLimits.Default with { ElementsInside = 0 };
        PastValues = new PastValues(Id, Table, this);
        Cache = new Cache(Table, limits.Budget);
        Values = new NewestValues(PastValues);
        Lender = new CellLender(this);
        Works = new Works(Table, Lender, PastValues);
        Operands = new OperandReader(Table);
        InnerValues = new InnerValues(Table, Support);
        Fusion = new Fusion(Table, Operands, InnerValues, Support, limits.OperatorsInRegion);
        Runner = new CellRunner(Id, Table, Works, Values, Cache, Operands, InnerValues, Fusion, limits, this);
        Imports = new Imports(Id, Table, Works, PastValues, Cache, Support, this);
        Pull = new Pull(
            Id, Table, Works, PastValues, Values, Operands, Runner, Imports, limits.VisitsAtATime, this);
        Cancellations = new Cancellations(Id, Table, Works, this);
        Questions = new Questions(Table, Works, PastValues, Cache, Pull, Lender, Cancellations, laws: null);
        Waves = new Waves(Id, Table, Values, laws: null, this);
        Era = new ShardEra(Table, Works, PastValues);
        Intake = new CellIntake(Table, Works, Era);
        Freeing = new Freeing(Id, Table, Works, Era, this);
    }

    public Graph Graph { get; } = new();

    public Support Support { get; } = new();

    public CellTable Table { get; } = new();

    public PastValues PastValues { get; }

    public Cache Cache { get; }

    public NewestValues Values { get; }

    public CellLender Lender { get; }

    public Works Works { get; }

    public OperandReader Operands { get; }

    public InnerValues InnerValues { get; }

    public Fusion Fusion { get; }

    public CellRunner Runner { get; }

    public Imports Imports { get; }

    public Pull Pull { get; }

    public Cancellations Cancellations { get; }

    public Questions Questions { get; }

    public Waves Waves { get; }

    public ShardEra Era { get; }

    public CellIntake Intake { get; }

    public Freeing Freeing { get; }

    /// <summary>How many kernels were asked for that the test has not taken yet.</summary>
    public int Kernels => _kernels.Count;

    /// <summary>What the next message to be sent fails with, once.</summary>
    public Exception? SendError { get; set; }

    public ref Cell this[int cell] => ref Table[cell];

    public static Revision At(long revision) => new(revision);

    public static RevisionSpan Span(long from, long until) => new(new Revision(from), new Revision(until));

    /// <summary>An array with one lease that no user has.</summary>
    public static NdArray<double> ArrayOf(params double[] values)
    {
        NdArray<double> array = NdArray<double>.Allocate(Shape.Of(values.Length));
        values.CopyTo(array.Writable());
        return array;
    }

    public static double[] NumbersOf(in Value value) => ((NdArray<double>)value.Array!).ToArray();

    public GraphNode Variable() => Graph.Variable(ElementType.Float64, null, null);

    /// <summary>A cell for a node; its operands stand in these cells.</summary>
    public int Add(GraphNode node, params int[] operands)
    {
        int index = Table.Append();
        Table[index].Begin(node);
        Table.Connect(index, operands);
        return index;
    }

    /// <summary>A cell for an operator over what stands in these cells.</summary>
    public int Add(string name, params int[] operands) => Add(OperatorCatalogue.Find(name)!, operands);

    /// <summary>The same of an operator that is in no catalogue.</summary>
    public int Add(Operator op, params int[] operands)
    {
        GraphNode[] nodes = [.. operands.Select(operand => Table[operand].Node)];
        return Add(Graph.Apply(new Formula(op, null, ElementType.Float64, nodes)), operands);
    }

    /// <summary>A variable's cell; it has a number from revision 1 on.</summary>
    public int AddVariable(double number) => AddVariable(Value.Of(number));

    /// <summary>A variable's cell; it has an array from revision 1 on.</summary>
    public int AddVariable(NdArray array) => AddVariable(new Value(0, array));

    /// <summary>A cell that stands for a node of another shard.</summary>
    public int AddImport(GraphNode? node = null, int tenant = 0)
    {
        int index = Add(node ?? Variable());
        Table[index].Set(CellFlags.IsImport);
        Table[index].BeginExtras(new CellExtras { Tenant = tenant });
        Table[index].Extras!.BorrowFrom(new CellAddress(Other, 10 + index), Version.None);
        return index;
    }

    /// <summary>A wave gives a variable a number from a revision on.</summary>
    public void Assign(int variable, long revision, double number) => Assign(variable, revision, Value.Of(number));

    /// <summary>The same with any value.</summary>
    public void Assign(int variable, long revision, in Value value)
    {
        var assign = new Assign(At(revision));
        assign.Add(variable, value);
        Waves.Take(assign);
    }

    /// <summary>Somebody asks for a cell's value; the clock if nobody else is said.</summary>
    public void Ask(
        int cell, long revision, int slot = 0, Need need = Need.Value, ShardId? by = null, bool takesOver = false) =>
        Questions.Ask(new Eval(by ?? ShardId.Clock, slot, cell, At(revision), need, Revision.First, takesOver));

    /// <summary>Answers the oldest question to another shard.</summary>
    public bool Lend(in Value value, int version, RevisionSpan span, bool isHandedOver = false)
    {
        Eval eval = Take<Eval>();
        var versioned = new VersionedValue(value, new Version(version), span, hasValue: true);
        return Imports.TryTake(new Evaluated(eval.Slot, eval.Revision, versioned, isHandedOver, eval.Tenant));
    }

    /// <summary>Runs the kernel that was asked for first; the shard is not told yet.</summary>
    public Computed TakeKernel()
    {
        (Work work, Region region) = _kernels.Dequeue();
        return new Computed(work, region.Run());
    }

    /// <summary>Runs all kernels until none is asked for.</summary>
    public void RunKernels()
    {
        while (Kernels > 0)
        {
            Runner.Take(TakeKernel());
            Pull.Drain();
        }
    }

    /// <summary>All messages of this type that were sent, to one receiver or to anybody.</summary>
    public IReadOnlyList<TMessage> Sent<TMessage>(ShardId? to = null) where TMessage : Message =>
        [.. _sent.Where(sent => to is null || sent.To == to).Select(sent => sent.Message).OfType<TMessage>()];

    /// <summary>Takes the oldest message of this type out of what was sent.</summary>
    public TMessage Take<TMessage>() where TMessage : Message
    {
        int at = _sent.FindIndex(sent => sent.Message is TMessage);
        Assert.True(at >= 0, $"no {typeof(TMessage).Name} was sent");
        var message = (TMessage)_sent[at].Message;
        _sent.RemoveAt(at);
        return message;
    }

    /// <summary>The one answer to the question of this slot.</summary>
    public VersionedValue AnswerTo(int slot) => Sent<Evaluated>().Single(answer => answer.Slot == slot).Versioned;

    /// <summary>Forgets all that was sent until now.</summary>
    public void Clear() => _sent.Clear();

    void IOutbox.Send(ShardId to, Message message)
    {
        Exception? error = SendError;
        SendError = null;
        if (error is not null) throw error;
        _sent.Add((to, message));
    }

    void IOutbox.Compute(ShardId by, Work work, Region region) => _kernels.Enqueue((work, region));

    private int AddVariable(in Value value)
    {
        int index = Add(Variable());
        Table[index].Set(CellFlags.IsSource);
        Table[index].Hold(value, RevisionSpan.Since(At(1)), isNew: true);
        return index;
    }
}

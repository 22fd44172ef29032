using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Evaluation;
using Dataflow.Nodes.Graphs;
using Dataflow.Nodes.Planning;
using Dataflow.Nodes.Storage;

namespace Dataflow.Nodes.Tests.Evaluation;

/// <summary>
/// The machine of one shard alone: a test gives it cells and messages by hand, and everything that it decides lies here
/// to be looked at. No kernel runs unless the test says so.
/// </summary>
internal sealed class Stage : IOutbox
{
    public static readonly ShardId Other = new(1);
    public static readonly ShardId Third = new(2);

    private static readonly ShardId Self = new(0);

    private readonly SimulationDispatcher _dispatcher = new(seed: 1);
    private readonly MachineActor _actor;
    private readonly List<(ShardId To, Message Message)> _sent = [];
    private readonly Queue<(Work Work, Region Region)> _kernels = [];

    /// <summary>A machine that runs no kernel inside.</summary>
    public Stage(ShardLimits? limits = null)
    {
        ShardLimits own = (limits ?? ShardLimits.Default) with { ElementsInside = 0 };
        _actor = new MachineActor(new NodeMachine(Self, this, new Support(), own), _dispatcher);
    }

    public Graph Graph { get; } = new();

    /// <summary>How many kernels it has asked for that the test has not taken yet.</summary>
    public int Kernels => _kernels.Count;

    public GraphNode Variable() => Graph.Variable(ElementType.Float64, null, null);

    public GraphNode Apply(string name, params GraphNode[] operands) => Apply(OperatorCatalogue.Find(name)!, operands);

    private int _imports;

    public GraphNode Apply(Operator op, params GraphNode[] operands) =>
        Graph.Apply(new Formula(op, null, ElementType.Float64, operands));

    /// <summary>Gives it a node of its own; its operands stand in these cells.</summary>
    public void Own(GraphNode node, params int[] operands)
    {
        var cells = new CellAssignment(Self);
        cells.Add(new AssignedCell(node, CellAddress.None));
        foreach (int operand in operands) cells.AddOperand(operand);
        Tell(new AssignCells(cells, []));
    }

    /// <summary>The same in a cell that is free.</summary>
    public void OwnIn(int cell, GraphNode node, params int[] operands)
    {
        var cells = new CellAssignment(Self);
        cells.Add(new AssignedCell(node, CellAddress.None, cell));
        foreach (int operand in operands) cells.AddOperand(operand);
        Tell(new AssignCells(cells, []));
    }

    /// <summary>Another shard imports the cell from now on.</summary>
    public void AddReader(int cell)
    {
        var cells = new CellAssignment(Self);
        cells.AddReader(cell, new CellAddress(Other, _imports++));
        Tell(new AssignCells(cells, []));
    }

    /// <summary>The cell, free or a node's until now, stands for a node of another shard from now on.</summary>
    public void Surrender(GraphNode node, int cell)
    {
        var cells = new CellAssignment(Self);
        cells.Add(new AssignedCell(node, new CellAddress(Other, 0), cell));
        Tell(new AssignCells(cells, []));
    }

    /// <summary>A new era begins.</summary>
    public void EnterEra(long era, long newest) =>
        Tell(new EnterEra(new EraPlan(new(era), [Self, Other]), new(newest)));

    /// <summary>Gives it a node that lives elsewhere.</summary>
    public void Import(GraphNode node)
    {
        var cells = new CellAssignment(Self);
        cells.Add(new AssignedCell(node, new CellAddress(Other, 0)));
        Tell(new AssignCells(cells, []));
    }

    public void Tell(Message message)
    {
        _actor.Tell(message);
        _dispatcher.RunUntilIdle();
    }

    /// <summary>Asks for a cell's value, as the clock does.</summary>
    public void Ask(int slot, int cell, long revision, long oldest = 0) =>
        Tell(new Eval(ShardId.Clock, slot, cell, new(revision), Need.Value, new(oldest)));

    public void Assign(long revision, int cell, NdArray<double> value)
    {
        var assign = new Assign(new(revision));
        assign.Add(cell, value.IsScalar ? Value.Of(value.ToScalar()) : new Value(0, value));
        Tell(assign);
    }

    /// <summary>Takes the oldest message of this type out of what it has sent.</summary>
    public TMessage Take<TMessage>() where TMessage : Message => Take<TMessage>(_ => true);

    /// <summary>Takes the oldest such message out of what it has sent.</summary>
    public TMessage Take<TMessage>(Predicate<TMessage> isIt) where TMessage : Message
    {
        int at = _sent.FindIndex(sent => sent.Message is TMessage one && isIt(one));
        Assert.True(at >= 0, $"no {typeof(TMessage).Name} was sent");
        var message = (TMessage)_sent[at].Message;
        _sent.RemoveAt(at);
        return message;
    }

    /// <summary>The answer to the clock's question of this slot, once it was sent.</summary>
    public VersionedValue AnswerTo(int slot) =>
        Sent<Evaluated>().Single(evaluated => evaluated.Slot == slot).Versioned;

    public bool HasSent<TMessage>() where TMessage : Message => Sent<TMessage>().Any();

    /// <summary>All messages of this type that it has sent, to one receiver or to anybody.</summary>
    public IEnumerable<TMessage> Sent<TMessage>(ShardId? to = null) where TMessage : Message =>
        _sent.Where(sent => to is null || sent.To == to).Select(sent => sent.Message).OfType<TMessage>();

    /// <summary>Forgets all that it has sent until now.</summary>
    public void Clear() => _sent.Clear();

    /// <summary>The state of a cell.</summary>
    public NodeStatus StatusOf(int cell, long revision = 0)
    {
        Tell(new Inspect(number: 1, new(revision), [cell]));
        return Take<Inspected>().Statuses[0];
    }

    /// <summary>Another shard asks for a cell's value and calls it so.</summary>
    public void Borrow(ShardId by, int slot, int cell, long revision) =>
        Tell(new Eval(by, slot, cell, new(revision), Need.Value, oldest: new(0)));

    /// <summary>Answers the oldest question to another shard; the value holds until it is recalled.</summary>
    public void Lend(double value, int version = 1)
    {
        Eval eval = Take<Eval>();
        var span = new RevisionSpan(eval.Revision, RevisionSpan.Open);
        var versioned = new VersionedValue(Value.Of(value), new(version), span, hasValue: true);
        Tell(new Evaluated(eval.Slot, eval.Revision, versioned, tenant: eval.Tenant));
    }

    /// <summary>A wave gives a variable a number.</summary>
    public void Assign(long revision, int cell, double value) => Assign(revision, cell, NdArray<double>.Scalar(value));

    /// <summary>Runs all kernels that it asks for until it asks for none.</summary>
    public void RunKernels()
    {
        while (Kernels > 0) TakeKernel()();
    }

    /// <summary>The oldest kernel that it has asked for: running it tells the machine the result.</summary>
    public Action TakeKernel()
    {
        (Work work, Region region) = _kernels.Dequeue();
        return () => Tell(new Computed(work, region.Run()));
    }

    void IOutbox.Send(ShardId to, Message message)
    {
        if (to == Self) _actor.Tell(message);
        else _sent.Add((to, message));
    }

    void IOutbox.Compute(ShardId by, Work work, Region region) => _kernels.Enqueue((work, region));
}

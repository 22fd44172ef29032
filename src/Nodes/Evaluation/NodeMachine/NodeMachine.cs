using Dataflow.Nodes.Actors;
using Dataflow.Nodes.Planning;

namespace Dataflow.Nodes.Evaluation;

/// <summary>
/// What a shard of nodes decides: one node, or many cheap neighbours that need not pass messages among themselves. Each
/// node has its own value, validity, counts and loans in a <see cref="Cell"/>; within the shard the machine walks from
/// cell to cell with stacks of its own, between shards the same questions travel as messages. Every part has its own
/// state; this is where they meet.
/// </summary>
internal sealed class NodeMachine : IMachine
{
    private readonly ShardId _id;
    private readonly IOutbox _outbox;
    private readonly ShardLaws? _laws; // only in builds with laws
    private readonly CellTable _table = new();
    private readonly PastValues _pastValues;
    private readonly Cache _cache;
    private readonly Works _works;
    private readonly CellRunner _runner;
    private readonly Imports _imports;
    private readonly Pull _pull;
    private readonly Questions _questions;
    private readonly Waves _waves;
    private readonly ShardEra _era;
    private readonly CellIntake _intake;
    private readonly Freeing _freeing;
    private bool _isDissolved;

    public NodeMachine(ShardId id, IOutbox outbox, Support support, ShardLimits limits)
    {
        (_id, _outbox, _laws) = (id, outbox, LawsOf(_table));
        _pastValues = new PastValues(id, _table, outbox);
        _cache = new Cache(_table, limits.Budget);
        var values = new NewestValues(_pastValues);
        var lender = new CellLender(outbox);
        _works = new Works(_table, lender, _pastValues);
        var operands = new OperandReader(_table);
        var innerValues = new InnerValues(_table, support);
        var fusion = new Fusion(_table, operands, innerValues, support, limits.OperatorsInRegion);
        _runner = new CellRunner(id, _table, _works, values, _cache, operands, innerValues, fusion, limits, outbox);
        _imports = new Imports(id, _table, _works, _pastValues, _cache, support, outbox);
        _pull = new Pull(
            id, _table, _works, _pastValues, values, operands, _runner, _imports, limits.VisitsAtATime, outbox);
        var cancellations = new Cancellations(id, _table, _works, outbox);
        _questions = new Questions(_table, _works, _pastValues, _cache, _pull, lender, cancellations, _laws);
        _waves = new Waves(id, _table, values, _laws, outbox);
        _era = new ShardEra(_table, _works, _pastValues);
        _intake = new CellIntake(_table, _works, _era);
        _freeing = new Freeing(id, _table, _works, _era, outbox);
    }

    public void Handle(Message message)
    {
        if (_isDissolved) DropLate(message);
        else Dispatch(message);
        if (!_isDissolved)
        {
            _freeing.End(_intake.Count);
            _laws?.CheckCells();
        }

        _outbox.EndTurn();
    }

    public void HandleError(Exception exception, Message message) =>
        _outbox.Send(ShardId.Clock, Broken.In($"{_id} at {message.GetType().Name}", exception));

    public void Rest() => _outbox.Rest();

#if LAWS
    private static ShardLaws LawsOf(CellTable table) => new(table);

    /// <summary>Checks what the shard borrows of others. Holds when no message is on its way.</summary>
    public void CheckImports(Func<ShardId, NodeMachine> find) =>
        CellLaws.CheckImports(_id, _table, id => find(id)._table);
#else
    private static ShardLaws? LawsOf(CellTable table) => null;
#endif

    private void Dispatch(Message message)
    {
        switch (message)
        {
            case Eval eval: _questions.Ask(eval); break;
            case Assign assign: _waves.Take(assign); break;
            case Evaluated evaluated: On(evaluated); break;
            case Invalidate invalidate: _waves.Take(invalidate); break;
            case Invalidated: _waves.TakeAnswer(); break;
            case Computed computed: On(computed); break;
            case Continue: _pull.Continue(); break;
            case AssignCells assignCells: On(assignCells); break;
            case Forget forget: _pastValues.Forget(forget.LiveRevisions); break;
            case FreeCells free: _freeing.Take(free); break;
            case ReturnLoan loan: _freeing.Take(loan); break;
            case LoanReturned returned: _freeing.Take(returned); break;
            case Cancel cancel: _questions.Cancel(cancel); break;
            case CountCells count: ShardReports.Answer(count, _table, _cache.Evictions, _outbox); break;
            case Inspect inspect: ShardReports.Answer(inspect, _table, _outbox); break;
            case EnterEra enterEra: On(enterEra); break;
            case Dissolve: OnDissolve(); break;
            case Broken broken: _outbox.Send(ShardId.Clock, broken); break;
            default: throw new InvalidOperationException($"{_id} does not understand {message.GetType().Name}");
        }
    }

    private void On(Evaluated evaluated)
    {
        if (_imports.TryTake(evaluated)) _pull.Drain();
    }

    private void On(Computed computed)
    {
        _runner.Take(computed);
        _pull.Drain();
        if (_works.AreNone) _cache.Relieve();
    }

    private void On(AssignCells assignCells)
    {
        _intake.Take(assignCells);
        _questions.AskEarly();
    }

    private void On(EnterEra enterEra)
    {
        _laws?.CheckEra(enterEra.Plan);
        _outbox.Enter(enterEra.Plan);
        _waves.Abandon();
        _questions.ForgetEarly();
        _era.Enter(enterEra.Plan, enterEra.Newest);
        _laws?.CheckEntered(_works, _questions, enterEra.Newest);
        _outbox.Send(ShardId.Clock, new EraEntered(_id, enterEra.Plan.Era, _intake.Count));
    }

    private void OnDissolve()
    {
        _works.AbandonAll(_era.Newest);
        for (int i = 0; i < _table.Count; i++)
        {
            ref Cell cell = ref _table[i];
            cell.Drop();
            cell.Extras?.DropAll();
        }

        _isDissolved = true;
    }

    /// <summary>What comes after the end holds leases that end here.</summary>
    private static void DropLate(Message message)
    {
        switch (message)
        {
            case Computed computed: computed.Value.Release(); break;
            case Evaluated { Versioned: { HasValue: true } versioned }: versioned.Value.Release(); break;
            case Assign assign: assign.Drop(); break;
            case AssignCells assignCells: assignCells.Drop(); break;
        }
    }
}

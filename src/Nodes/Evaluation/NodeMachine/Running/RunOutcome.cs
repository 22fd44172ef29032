namespace Dataflow.Nodes.Evaluation;

/// <summary>What came of running a cell.</summary>
internal enum RunOutcome
{
    /// <summary>It has its value, or a kernel is under way to it.</summary>
    Done,

    /// <summary>One of its operands has to be computed by itself first.</summary>
    LacksOperand,

    /// <summary>Enough kernels are under way.</summary>
    LacksKernel,
}

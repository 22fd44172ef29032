using Dataflow.Benchmarks;
using Dataflow.Benchmarks.Arrays;
using Dataflow.Benchmarks.Micro;
using Dataflow.Benchmarks.Wire;

switch (args)
{
    case [StartRows.HiddenVerb]:
        StartRows.MeasureThisProcess();
        return 0;
    case [WireRows.HiddenVerb, string side]:
        WireRows.ServeThisProcess(side);
        return 0;
    case [MicroBenchmarks.Verb, .. string[] arguments]:
        MicroBenchmarks.Run(arguments);
        return 0;
    default:
        return Sections.Run(args);
}

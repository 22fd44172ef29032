using Dataflow.Benchmarks;
using Dataflow.Benchmarks.Arrays;
using Dataflow.Benchmarks.Micro;

switch (args)
{
    case [StartRows.HiddenVerb]:
        StartRows.MeasureThisProcess();
        return 0;
    case [MicroBenchmarks.Verb, .. string[] arguments]:
        MicroBenchmarks.Run(arguments);
        return 0;
    default:
        return Sections.Run(args);
}

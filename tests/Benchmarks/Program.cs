using Dataflow.Benchmarks;
using Dataflow.Benchmarks.Arrays;

if (args is not [StartRows.HiddenVerb]) return Sections.Run(args);
StartRows.MeasureThisProcess();
return 0;

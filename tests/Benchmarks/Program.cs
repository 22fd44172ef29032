using Dataflow.Benchmarks;

return Sections.Run(args);

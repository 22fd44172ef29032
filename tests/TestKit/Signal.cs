using Dataflow.Nodes.Actors;

namespace Dataflow.TestKit;

/// <summary>A completion with nothing added; sent as a message, its receiver may complete it.</summary>
internal sealed class Signal : Completion;

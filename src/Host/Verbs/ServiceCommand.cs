using System.CommandLine;

namespace Dataflow.Host.Verbs;

/// <summary>A verb that runs until it is asked to stop, and sees to the signals itself.</summary>
internal sealed class ServiceCommand(string name, string description) : Command(name, description);

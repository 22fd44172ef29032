namespace Dataflow.Host;

/// <summary>The command line asks for something that cannot be; nothing has run.</summary>
internal sealed class UsageException(string message) : Exception(message);

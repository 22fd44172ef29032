using System.Globalization;

namespace Dataflow.Benchmarks.Peers;

/// <summary>A piece of work that every peer knows by the same name, on inputs that every peer makes alike.</summary>
/// <param name="Name">What is to be done; a number behind the last '-' is part of it.</param>
/// <param name="Length">How many elements, or rows of a square matrix.</param>
/// <param name="Type">f64 or f32.</param>
/// <param name="Threads">How many threads may work on it.</param>
internal sealed record PeerRequest(string Name, long Length, string Type, int Threads)
{
    /// <summary>The line that asks a peer to measure for about this long.</summary>
    public string ToLine(int milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{Name} {Length} {Type} {Threads} {milliseconds}");
}

namespace Dataflow.Benchmarks.Comparing;

/// <summary>Our side of a comparison: made with its inputs, run again and again.</summary>
internal abstract class Work
{
    /// <summary>Does it once.</summary>
    public abstract void Run();

    /// <summary>Does it once more; the sum of the result's elements.</summary>
    public abstract double Checksum();
}

namespace Dataflow.Host.Verbs;

/// <summary>
/// Work on a thread of the pool, so that the main thread can end the process when it is asked to: a file may be a device
/// or a pipe that never ends, and whoever reads it, or waits until it can be opened, cannot always be told to stop.
/// </summary>
internal static class Pooled
{
    public static async Task<int> RunAsync(Func<Task<int>> work)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await work();
    }
}

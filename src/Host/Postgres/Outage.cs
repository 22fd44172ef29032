namespace Dataflow.Host.Postgres;

/// <summary>Tries work at a database, and tells once when it fails and once when it goes again.</summary>
/// <param name="what">What cannot be reached meanwhile.</param>
/// <param name="log">Is told.</param>
internal sealed class Outage(string what, Action<string> log)
{
    private bool _isOn;

    /// <summary>Runs the work; whatever fails is told, and left to the next try.</summary>
    public async Task TryAsync(Func<Task> work, CancellationToken ending)
    {
        try
        {
            await work();
            IsOver();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // What fails because this ends is nobody's concern.
            if (!_isOn && !ending.IsCancellationRequested)
                log($"{what} cannot be reached in the database: {error.Message}; trying again");
            _isOn = true;
        }
    }

    public void IsOver()
    {
        if (_isOn) log($"{what} can be reached in the database again");
        _isOn = false;
    }
}

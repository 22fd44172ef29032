using System.Globalization;
using Dataflow.Nodes;

namespace Dataflow.Host.Output;

/// <summary>
/// Says on a terminal what takes so long, once it takes longer than a second; takes it back when disposed. It says
/// nothing where nobody watches. It has a timer's thread of its own, so the work itself need not know of it.
/// </summary>
internal sealed class Progress : IDisposable
{
    /// <summary>A line that a terminal wraps cannot be taken back.</summary>
    private const int Longest = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly HostConsole _console;
    private readonly Func<string> _describe;
    private readonly long _started;
    private readonly ITimer? _timer;
    private readonly Lock _line = new();
    private int _shown;
    private bool _isDone;

    private Progress(HostConsole console, Func<string> describe)
    {
        _console = console;
        _describe = describe;
        if (!console.IsTerminal) return;
        _started = console.Time.GetTimestamp();
        _timer = console.Time.CreateTimer(_ => Show(), null, Patience, Beat);
    }

    /// <param name="console">Where it is shown.</param>
    /// <param name="describe">Says what goes on and how far it is; called on the timer's thread.</param>
    public static Progress Start(HostConsole console, Func<string> describe) => new(console, describe);

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_line)
        {
            _isDone = true;
            if (_shown > 0) _console.Error.Write($"\r{new string(' ', _shown)}\r");
        }
    }

    private void Show()
    {
        string what = VisibleText.Of(_describe());
        if (what.Length > Longest) what = what[..Longest] + "...";
        double seconds = _console.Time.GetElapsedTime(_started).TotalSeconds;
        string text = string.Create(CultureInfo.InvariantCulture, $"{what}, {seconds:F0} s");
        lock (_line)
        {
            // A beat that was under way when the work ended must not write over what follows.
            if (_isDone) return;
            _console.Error.Write($"\r{text.PadRight(_shown)}");
            _shown = Math.Max(_shown, text.Length);
        }
    }
}

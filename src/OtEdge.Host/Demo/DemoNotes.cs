using Microsoft.Extensions.Logging;

namespace OtEdge.Host.Demo;

/// <summary>What happened lately, from plant and gateway alike; bounded, thread-safe. It is where everybody in the demo logs.</summary>
internal sealed class DemoNotes(TimeProvider time) : ILoggerFactory
{
    private const int KeptMax = 500;
    private const string PlantCategory = "OtEdge.Plant";

    private readonly long started = time.GetTimestamp();
    private readonly Lock gate = new();
    private readonly Queue<DemoNote> fresh = new();

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(started);

    /// <summary>Adds a line; the oldest that nobody took yet goes when there are too many.</summary>
    public void Add(string source, string text)
    {
        lock (gate)
        {
            fresh.Enqueue(new DemoNote(Elapsed, source, text));
            if (fresh.Count > KeptMax)
            {
                fresh.Dequeue();
            }
        }
    }

    /// <summary>Takes what came since the last call, oldest first.</summary>
    public IReadOnlyList<DemoNote> Take()
    {
        lock (gate)
        {
            DemoNote[] taken = [.. fresh];
            fresh.Clear();
            return taken;
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => categoryName == PlantCategory
        ? new NoteLogger(this, DemoNote.Plant, LogLevel.Information)
        : new NoteLogger(this, DemoNote.Gateway, LogLevel.Warning);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("the demo's notes are the only provider");

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class NoteLogger(DemoNotes notes, string source, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                notes.Add(source, formatter(state, exception));
            }
        }
    }
}

using Microsoft.Extensions.Logging;

namespace OtEdge.Host.Gateway;

/// <summary>Everybody's logs, without the server's account of each request.</summary>
/// <param name="logs">Where everybody logs; stays open when this is disposed.</param>
internal sealed class QuietLogs(ILoggerFactory logs) : ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new QuietLogger(logs.CreateLogger(categoryName));

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => logs.AddProvider(provider);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class QuietLogger(ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}

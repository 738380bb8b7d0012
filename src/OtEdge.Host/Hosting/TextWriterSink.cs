using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace OtEdge.Host.Hosting;

/// <summary>Writes log events to a writer, one at a time.</summary>
/// <param name="formatter">How an event looks.</param>
/// <param name="output">Where it goes.</param>
internal sealed class TextWriterSink(ITextFormatter formatter, TextWriter output) : ILogEventSink
{
    private readonly Lock turn = new();

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        lock (turn)
        {
            formatter.Format(logEvent, output);
            output.Flush();
        }
    }
}

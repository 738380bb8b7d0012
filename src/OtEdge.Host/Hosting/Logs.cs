using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

namespace OtEdge.Host.Hosting;

/// <summary>Sets up the log of a running gateway: standard output, and files that cannot fill the disk.</summary>
internal static class Logs
{
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const long FileBytesMax = 10 * 1024 * 1024;
    private const int FilesMax = 5;

    /// <summary>The least level by what settings and command line say; `--verbose` goes before the settings.</summary>
    /// <param name="level">debug, information, warning or error; null: information.</param>
    /// <param name="isVerbose">True: down to debug.</param>
    public static LogEventLevel Level(string? level, bool isVerbose) =>
        isVerbose ? LogEventLevel.Debug
        : Enum.TryParse(level, ignoreCase: true, out LogEventLevel named) ? named
        : LogEventLevel.Information;

    /// <summary>A logger; the files' directory is made with the first event.</summary>
    /// <param name="stateDirectory">Files go to <c>logs</c> in it.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="isJson">True: one line of JSON per event on standard output.</param>
    /// <param name="levels">The least level, which may change while running.</param>
    public static Logger Make(string stateDirectory, TextWriter output, bool isJson, LoggingLevelSwitch levels)
    {
        var text = new MessageTemplateTextFormatter(Line);
        ITextFormatter shown = isJson ? new RenderedCompactJsonFormatter() : text;
        return new LoggerConfiguration()
            .MinimumLevel.ControlledBy(levels)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // A gateway that cannot start is explained by the command, without a stack trace.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            .WriteTo.Sink(new TextWriterSink(shown, output))
            .WriteTo.File(
                text,
                Path.Combine(stateDirectory, "logs", "otedge.log"),
                fileSizeLimitBytes: FileBytesMax,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: FilesMax)
            .CreateLogger();
    }
}

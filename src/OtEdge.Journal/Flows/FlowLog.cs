using Microsoft.Extensions.Logging;

namespace OtEdge.Journal.Flows;

/// <summary>What recording of traffic says in the log.</summary>
internal static partial class FlowLog
{
    [LoggerMessage(11, LogLevel.Error, "{Fault} Traffic itself is not affected; recording resumes by itself")]
    public static partial void Faulted(ILogger logger, string fault);

    [LoggerMessage(12, LogLevel.Information, "Traffic is recorded again; {Shed} records were shed since the start")]
    public static partial void Recovered(ILogger logger, long shed);

    [LoggerMessage(13, LogLevel.Error, "{Count} records of traffic cannot be written and are shed: a bug")]
    public static partial void Unwritable(ILogger logger, Exception exception, int count);
}

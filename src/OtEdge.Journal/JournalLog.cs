using Microsoft.Extensions.Logging;

namespace OtEdge.Journal;

/// <summary>What the journal says in the log.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(1, LogLevel.Information, "Journal {File} opened, {Conduits} conduits known")]
    public static partial void Opened(ILogger logger, string file, int conduits);

    [LoggerMessage(2, LogLevel.Error, "{Fault} Traffic is not affected; recording resumes by itself")]
    public static partial void Faulted(ILogger logger, string fault);

    [LoggerMessage(3, LogLevel.Information, "The journal can be written again; {Shed} findings were shed since the start")]
    public static partial void Recovered(ILogger logger, long shed);

    [LoggerMessage(4, LogLevel.Error, "{Count} findings cannot be written and are shed: a bug")]
    public static partial void Unwritable(ILogger logger, Exception exception, int count);
}

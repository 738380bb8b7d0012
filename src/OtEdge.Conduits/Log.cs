using System.Net;
using Microsoft.Extensions.Logging;

namespace OtEdge.Conduits;

/// <summary>What the data plane logs about itself; what it finds in traffic goes to the sink instead.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "A fault ended the connection of {Client}; the conduit goes on. Please report it.")]
    public static partial void SessionFault(ILogger logger, Exception fault, IPEndPoint? client);

    [LoggerMessage(2, LogLevel.Error, "A fault in a loop was contained; traffic goes on. Please report it.")]
    public static partial void LoopFault(ILogger logger, Exception fault);

    [LoggerMessage(3, LogLevel.Error, "Handing over {Count} findings failed; traffic goes on.")]
    public static partial void SinkFailed(ILogger logger, Exception fault, int count);

    [LoggerMessage(5, LogLevel.Error, "Recording what passed failed; traffic goes on.")]
    public static partial void RecordingFailed(ILogger logger, Exception fault);

    [LoggerMessage(4, LogLevel.Warning, "Accepting a client failed: {Reason}. Trying again in {Milliseconds} ms.")]
    public static partial void AcceptFailed(ILogger logger, string reason, int milliseconds);

    [LoggerMessage(6, LogLevel.Critical, "A loop of the data path has not come round for {Seconds} s; nothing passes on these conduits: {Conduits}. If it does not go on, restart otedge, and please report it.")]
    public static partial void LoopStalled(ILogger logger, int seconds, string conduits);

    [LoggerMessage(7, LogLevel.Warning, "A loop of the data path that stood still comes round again; its conduits: {Conduits}.")]
    public static partial void LoopGoesOn(ILogger logger, string conduits);

    [LoggerMessage(8, LogLevel.Error, "The certificate of conduit {Conduit} cannot be read: {Reason}. It goes on with the one it has.")]
    public static partial void CertificateUnreadable(ILogger logger, string conduit, string reason);
}

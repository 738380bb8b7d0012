using Microsoft.Extensions.Logging;

namespace OtEdge.Host.Gateway;

/// <summary>What the gateway writes into its log.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Message}")]
    public static partial void Message(ILogger logger, string message);

    [LoggerMessage(Level = LogLevel.Information, Message = "Conduit {Conduit} is restarted by {User}")]
    public static partial void Restart(ILogger logger, string conduit, string user);

    [LoggerMessage(Level = LogLevel.Information, Message = "Settings were read again by {User}: {Opened} conduits opened, {Closed} closed, {Drafts} drafts")]
    public static partial void Reloaded(ILogger logger, string user, int opened, int closed, int drafts);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Text}")]
    public static partial void Rejected(ILogger logger, string text);
}

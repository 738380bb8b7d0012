using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Host.Backup;
using OtEdge.Host.Drafting;

namespace OtEdge.Host.Gateway;

/// <summary>Puts together what people look after beside traffic and changes.</summary>
internal static class ManagementDesks
{
    /// <summary>Makes it; nothing is read before it is needed.</summary>
    public static Management Of(GatewayOptions options, IGateway gateway, EventStream events, Action<AuditNote> note, TimeProvider time) =>
        new(options.StateDirectory, time, note)
        {
            Drafts = new DraftDesk(options.StateDirectory, gateway, events, time),
            Backups = new BackupDesk(options, gateway, note, time),
        };
}

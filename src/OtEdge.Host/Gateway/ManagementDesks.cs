using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Host.Backup;
using OtEdge.Host.Certificates;
using OtEdge.Host.Drafting;

namespace OtEdge.Host.Gateway;

/// <summary>Puts together what people look after beside traffic and changes.</summary>
internal static class ManagementDesks
{
    /// <summary>Makes it; nothing is read before it is needed.</summary>
    public static Management Of(
        GatewayOptions options, IGateway gateway, EventStream events, SettingsViews settings, (Action<AuditNote> Note, TimeProvider Time, Action Renewed) whom)
    {
        (Action<AuditNote> note, TimeProvider time, Action renewed) = whom;
        return new(options.StateDirectory, time, note)
        {
            Settings = settings,
            Certificates = new CertificateDesk(options.StateDirectory, note, time) { Renewed = renewed },
            Drafts = new DraftDesk(options.StateDirectory, gateway, events, time),
            Backups = new BackupDesk(options, gateway, note, time),
        };
    }
}

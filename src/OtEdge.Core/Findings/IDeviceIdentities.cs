using OtEdge.Core.Auditing;

namespace OtEdge.Core.Findings;

/// <summary>Keeps what devices said of themselves over restarts. Thread-safe; throws <see cref="IOException"/> when the disk fails.</summary>
public interface IDeviceIdentities
{
    /// <summary>All that is known.</summary>
    IReadOnlyList<DeviceItem> All();

    /// <summary>Keeps what a device says now; durable on return.</summary>
    /// <param name="item">The item.</param>
    /// <param name="note">What the audit tells of it; null: nothing, because it was never seen before.</param>
    void Keep(DeviceItem item, AuditNote? note);
}

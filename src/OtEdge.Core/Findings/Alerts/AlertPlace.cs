using OtEdge.Core.Zones;

namespace OtEdge.Core.Findings.Alerts;

/// <summary>What the site says of the place of a finding.</summary>
/// <param name="Criticality">How much the plant depends on the zone behind the conduit.</param>
/// <param name="Asset">The asset behind the conduit; null when none is declared.</param>
/// <param name="Tag">Names of the process values concerned; null when none has a name.</param>
/// <param name="From">What the value was, in words; null when unknown.</param>
public sealed record AlertPlace(Criticality Criticality, string? Asset = null, string? Tag = null, string? From = null)
{
    /// <summary>Nothing is known of it.</summary>
    public static AlertPlace Unknown { get; } = new(Criticality.Normal);
}

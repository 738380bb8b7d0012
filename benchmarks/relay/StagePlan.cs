using OtEdge.Core.Zones;

namespace OtEdge.RelayBenchmark;

/// <summary>What stands on a stage: a device of one protocol, and what of OtEdge a run wants to see before it.</summary>
/// <param name="Only">Names of variants to keep; empty: all but those on demand.</param>
/// <param name="Identities">Folder of the certificates of OPC UA; null: Modbus.</param>
internal sealed record StagePlan(IReadOnlyList<string> Only, string? Identities)
{
    private const string OpcUa = "opcua";

    /// <summary>HAProxy with two threads; only beside the Modbus variants.</summary>
    public bool HasHaProxyTwo => Identities is null && (Only.Count == 0 || Only.Contains(Variants.HaProxyTwo));

    /// <summary>How the device is started.</summary>
    public IReadOnlyList<string> DeviceArguments =>
        Identities is null ? ["--protocol", "modbus-tcp"] : ["--protocol", "opc-ua", "--identities", Identities];

    /// <summary>The variants.</summary>
    /// <param name="device">Port of the device.</param>
    public IEnumerable<(string Name, GatewayPlan Plan)> Wanted(int device)
    {
        var enforcing = new GatewayPlan
        {
            Mode = ConduitMode.Enforce,
            Rules = 1000,
            Device = device,
            DeviceCertificate = Identities is null ? null : UaIdentity.FileOf(Identities, UaIdentity.Device),
        };
        IEnumerable<(string Name, GatewayPlan Plan)> usual, onDemand;
        (usual, onDemand) = Identities is null
            ? (Variants.Of(enforcing), Variants.OnDemand(enforcing))
            : (UaVariants.Of(enforcing), UaVariants.OnDemand(enforcing));
        bool wantsAll = Only.Count == 0 || (Identities is not null && Only.Contains(OpcUa));
        return wantsAll ? usual : usual.Concat(onDemand).Where(one => Variants.IsWanted(Only, one.Name));
    }
}

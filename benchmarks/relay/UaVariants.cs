namespace OtEdge.RelayBenchmark;

/// <summary>How OtEdge is set up for OPC UA in each variant; names of terminating ones say the client's side, then the device's.</summary>
internal static class UaVariants
{
    public const string
        Transparent = "transparent-1000",
        NoneNone = "terminate-none-none",
        SignSign = "terminate-sign-sign",
        EncryptEncrypt = "terminate-encrypt-encrypt",
        EncryptNone = "terminate-encrypt-none",
        Aes128 = "terminate-aes128-aes128",
        Pss = "terminate-pss-pss";

    /// <summary>Those that a run measures unless it is told which.</summary>
    /// <param name="enforcing">Device, mode and rules.</param>
    public static IEnumerable<(string Name, GatewayPlan Plan)> Of(GatewayPlan enforcing) =>
    [
        (Transparent, enforcing with { OpcUa = new UaInspection(UaSecurity.None, null) }),
        (NoneNone, enforcing with { OpcUa = new UaInspection(UaSecurity.None, UaSecurity.None) }),
        (SignSign, enforcing with { OpcUa = new UaInspection(UaSecurity.Sign, UaSecurity.Sign) }),
        (EncryptEncrypt, enforcing with { OpcUa = new UaInspection(UaSecurity.Encrypt, UaSecurity.Encrypt) }),
        (EncryptNone, enforcing with { OpcUa = new UaInspection(UaSecurity.Encrypt, UaSecurity.None) }),
    ];

    /// <summary>Those that are measured only when they are asked for: once channels are open they differ by the length of a key alone.</summary>
    /// <param name="enforcing">Device, mode and rules.</param>
    public static IEnumerable<(string Name, GatewayPlan Plan)> OnDemand(GatewayPlan enforcing) =>
    [
        (Aes128, enforcing with { OpcUa = new UaInspection(UaSecurity.EncryptAes128, UaSecurity.EncryptAes128) }),
        (Pss, enforcing with { OpcUa = new UaInspection(UaSecurity.EncryptPss, UaSecurity.EncryptPss) }),
    ];
}

using System.Globalization;

namespace OtEdge.RelayBenchmark;

/// <summary>What is measured of OPC UA: protection with reads of ten nodes, and reads of other sizes.</summary>
internal static class UaScenarios
{
    private const string ChangesPerSecond = "10,000 changes/s";

    /// <summary>All of them.</summary>
    /// <param name="connections">Connections at once, each number in turn.</param>
    /// <param name="identities">Folder of certificates.</param>
    public static IEnumerable<Scenario> All(IReadOnlyList<int> connections, string identities)
    {
        var plain = new UaLoad { Security = UaSecurity.None, Identities = identities };
        UaLoad tens = plain with { Writes = true }, encrypted = plain with { Security = UaSecurity.Encrypt };
        int[] few = [.. connections.Where(count => count <= 16)];
        return
        [
            .. connections.Select(count => Closed("None", count, tens, UaVariants.Transparent, UaVariants.NoneNone)),
            .. connections.Where(count => count == 16).Select(count => Closed("None", count, tens with { Varies = true }, UaVariants.Transparent)),
            .. few.Select(count => Closed("Sign", count, tens with { Security = UaSecurity.Sign }, UaVariants.SignSign)),
            .. connections.Select(count => Closed("SignAndEncrypt", count, encrypted with { Writes = true }, UaVariants.EncryptEncrypt, UaVariants.EncryptNone)),
            .. few.Select(count => Closed("Aes128_Sha256_RsaOaep", count, tens with { Security = UaSecurity.EncryptAes128 }, UaVariants.Aes128)),
            .. few.Select(count => Closed("Aes256_Sha256_RsaPss", count, tens with { Security = UaSecurity.EncryptPss }, UaVariants.Pss)),
            .. new[] { 1, 100, UaBodies.NodesMax }.SelectMany(nodes => few.SelectMany(count => new[]
            {
                Closed("None", count, plain with { Nodes = nodes }, UaVariants.Transparent) with { IsOccasional = true },
                Closed("SignAndEncrypt", count, encrypted with { Nodes = nodes }, UaVariants.EncryptEncrypt) with { IsOccasional = true },
            })),
            Watching("None", plain, UaVariants.Transparent),
            Watching("SignAndEncrypt", encrypted, UaVariants.EncryptEncrypt),
        ];
    }

    /// <summary>True for scenarios whose transactions are changes.</summary>
    public static bool IsWatching(string scenario) => scenario.EndsWith(ChangesPerSecond, StringComparison.Ordinal);

    private static Scenario Watching(string security, UaLoad load, string variant) =>
        new($"OPC UA {security}, {ChangesPerSecond}", UaSubscriptions.Clients, 0, 1) { OpcUa = load with { Watches = true }, Variants = [variant] };

    private static Scenario Closed(string security, int connections, UaLoad load, params string[] variants) =>
        new(string.Create(CultureInfo.InvariantCulture, $"OPC UA {security}, {load.Nodes} nodes{(load.Varies ? " never asked alike" : "")}, {connections} connections"), connections, 0, 1)
        {
            OpcUa = load,
            Variants = variants,
        };
}

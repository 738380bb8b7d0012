using System.Text.Json.Serialization;
using OtEdge.OpcUa.SecureChannel;

namespace OtEdge.RelayBenchmark;

/// <summary>How one side of OPC UA is protected.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="PolicyName">Short name of the policy, as in settings.</param>
internal sealed record UaSecurity(MessageSecurityMode Mode, string PolicyName)
{
    public static UaSecurity None { get; } = new(MessageSecurityMode.None, SecurityPolicy.None.Name);

    public static UaSecurity Sign { get; } = new(MessageSecurityMode.Sign, SecurityPolicy.Basic256Sha256.Name);

    public static UaSecurity Encrypt { get; } = new(MessageSecurityMode.SignAndEncrypt, SecurityPolicy.Basic256Sha256.Name);

    public static UaSecurity EncryptAes128 { get; } = new(MessageSecurityMode.SignAndEncrypt, SecurityPolicy.Aes128Sha256RsaOaep.Name);

    public static UaSecurity EncryptPss { get; } = new(MessageSecurityMode.SignAndEncrypt, SecurityPolicy.Aes256Sha256RsaPss.Name);

    /// <summary>The policy.</summary>
    [JsonIgnore]
    public SecurityPolicy Policy => SecurityPolicy.Find(PolicyName) ?? throw new IOException($"there is no security policy {PolicyName}");
}

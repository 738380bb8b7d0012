namespace OtEdge.Core.Zones;

/// <summary>Whom a user who shows a certificate is to the device: the signature of such a user cannot pass a terminating conduit.</summary>
/// <param name="Thumbprint">The certificate's thumbprint, upper-case hexadecimal, SHA-1 or SHA-256; null: any that is trusted for users.</param>
/// <param name="As">Who that is to the device; never passthrough.</param>
public sealed record UserMapping(string? Thumbprint, DeviceUser As);

using OtEdge.Settings;

namespace OtEdge.Host.Gateway;

/// <summary>What came of starting a gateway: it runs, or the settings say why not.</summary>
/// <param name="Gateway">The running gateway; null when the settings have errors.</param>
/// <param name="Problems">Every problem of the settings; warnings when it runs.</param>
public sealed record GatewayStart(GatewayRuntime? Gateway, IReadOnlyList<Problem> Problems);

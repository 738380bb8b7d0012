using System.Globalization;
using OtEdge.Core.Zones;

namespace OtEdge.RelayBenchmark;

/// <summary>How OtEdge is set up for Modbus in each variant; beside them stand direct and HAProxy.</summary>
internal static class Variants
{
    /// <summary>The best plain relay with two threads; only beside the Modbus variants.</summary>
    public const string HaProxyTwo = "haproxy-2";

    private static readonly (ConduitMode Mode, int Rules)[] Postures =
    [
        (ConduitMode.Bypass, 1000), (ConduitMode.Observe, 1000), (ConduitMode.Monitor, 1000),
        (ConduitMode.Enforce, 10), (ConduitMode.Enforce, 1000), (ConduitMode.Enforce, 100_000),
    ];

    /// <summary>Those that a run measures unless it is told which, by name.</summary>
    /// <param name="enforcing">Device, mode and rules.</param>
    public static IEnumerable<(string Name, GatewayPlan Plan)> Of(GatewayPlan enforcing) =>
    [
        .. Postures.Select(posture => (
            string.Create(CultureInfo.InvariantCulture, $"{posture.Mode.ToString().ToLowerInvariant()}-{posture.Rules}"),
            enforcing with { Mode = posture.Mode, Rules = posture.Rules })),
        ("portable-1000", enforcing with { Transport = "portable" }),
    ];

    /// <summary>Those that are measured only when they are asked for: what recording costs shows beside enforce-1000.</summary>
    /// <param name="enforcing">Device, mode and rules.</param>
    public static IEnumerable<(string Name, GatewayPlan Plan)> OnDemand(GatewayPlan enforcing) =>
        [("unrecorded-1000", enforcing with { IsRecording = false })];

    /// <summary>True when a run that was told names measures a variant: its own name, or the beginning of it up to a dash.</summary>
    public static bool IsWanted(IReadOnlyList<string> only, string name) =>
        only.Any(one => name == one || name.StartsWith(one + "-", StringComparison.Ordinal));
}

namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>Nodes of the OPC UA namespace (OPC 10000-6 annex A) that every client reads to know the server.</summary>
internal static class ServerNodes
{
    // The server object with its children, its status, and what it is able to; not what its diagnostics tell of other clients.
    private static readonly HashSet<uint> Known =
    [
        2253, 2254, 2255, 2256, 2257, 2258, 2259, 2260, 2261, 2262, 2263, 2264, 2265, 2266, 2267, 2268, 2269, 2271, 2272, 2274, 2295, 2296,
        2735, 2736, 2737, 2992, 2993, 2994, 2996, 2997, 3704, 3709, 11492, 11702, 11703, 11704, 11705, 11707, 11709, 11710, 11711, 11712,
        11713, 11714, 11715, 12165, 12166, 12167, 12168, 12749, 12873, 12885, 12886, 12911, 15004, 17634, 24095, 24096, 24097, 24098,
        24099, 24100, 24101, 24104, 31916,
    ];

    /// <summary>True for a node that may be read without a rule, unless the policy is strict.</summary>
    public static bool MayBeRead(uint number) => Known.Contains(number);
}

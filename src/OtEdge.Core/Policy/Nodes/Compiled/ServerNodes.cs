namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>Nodes of the OPC UA namespace (OPC 10000-6 annex A) that every client reads to know the server.</summary>
internal static class ServerNodes
{
    private const uint ServerFirst = 2253;
    private const uint StatusLast = 2273;

    // Children of the server object and of its status, and what the server is able to; not its diagnostics, which tell of others.
    private static readonly HashSet<uint> Others =
    [
        2274, 2295, 2296, 2735, 2736, 2737, 2992, 2993, 2994, 2996, 2997, 3704, 3709, 11492, 11702, 11703, 11704, 11705, 11707, 11709,
        11710, 11711, 11712, 11713, 11714, 11715, 12165, 12166, 12167, 12168, 12749, 12873, 12885, 12886, 12911, 15003, 17634,
    ];

    /// <summary>True for a node that may be read without a rule, unless the policy is strict.</summary>
    public static bool MayBeRead(uint number) => number is >= ServerFirst and <= StatusLast || Others.Contains(number);
}

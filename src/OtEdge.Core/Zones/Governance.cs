namespace OtEdge.Core.Zones;

/// <summary>Who must agree to a change (`governance`).</summary>
public enum Governance
{
    /// <summary>The author may approve; for the demo and a bench.</summary>
    Solo,

    /// <summary>One other person; the default.</summary>
    Pair,

    /// <summary>Operations and security, and process safety where an essential asset is touched.</summary>
    Functions,
}

namespace OtEdge.Core.Zones;

/// <summary>What a refused request gets (`refuse-with`).</summary>
public enum RefusalForm
{
    /// <summary>The protocol's own refusal, at once.</summary>
    Reply,

    /// <summary>Nothing; the client runs into its own timeout.</summary>
    Drop,

    /// <summary>The connection is closed in order (FIN).</summary>
    Close,

    /// <summary>The connection is reset (RST).</summary>
    Reset,
}

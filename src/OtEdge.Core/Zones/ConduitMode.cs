namespace OtEdge.Core.Zones;

/// <summary>The rung of a conduit on the ladder from seeing to enforcing.</summary>
public enum ConduitMode
{
    /// <summary>Framed but never judged; reached by break-glass only.</summary>
    Bypass = 0,

    /// <summary>Read and recorded, judged only by pinned refusals; the start of every new conduit.</summary>
    Observe = 1,

    /// <summary>Judged and recorded as "would be refused"; forwarded all the same.</summary>
    Monitor = 2,

    /// <summary>Judged; refused inside the scope, would-be refused outside it.</summary>
    Enforce = 3,
}

namespace OtEdge.Conduits.Relaying;

/// <summary>What a session gets that asks for a device connection.</summary>
internal enum GateAnswer
{
    /// <summary>It may connect now.</summary>
    Admitted = 0,

    /// <summary>It is told later.</summary>
    Wait,

    /// <summary>The device could not be reached a moment ago: not now.</summary>
    NotNow,
}

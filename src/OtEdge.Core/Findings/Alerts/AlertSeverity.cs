namespace OtEdge.Core.Findings.Alerts;

/// <summary>How soon somebody should look; the words are part of the topics.</summary>
public enum AlertSeverity
{
    /// <summary>Worth knowing: nothing was stopped and nothing is broken.</summary>
    Low = 0,

    /// <summary>Somebody should look within the shift.</summary>
    Medium,

    /// <summary>Somebody should look now: something was stopped, or an unknown client tries to change the process.</summary>
    High,

    /// <summary>OtEdge cannot do what it is there for.</summary>
    Critical,
}

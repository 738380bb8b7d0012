namespace OtEdge.Core.Findings.Alerts;

/// <summary>What an alert stands for.</summary>
public enum AlertKind
{
    /// <summary>One finding and all that are equal to it.</summary>
    Finding = 0,

    /// <summary>So many different findings of one sort that they are told together.</summary>
    Flood,

    /// <summary>What became of an earlier alert: how often it was seen, and until when.</summary>
    Summary,

    /// <summary>Alerts that were dropped because nobody took them for too long.</summary>
    Gap,

    /// <summary>A change of a conduit that went back by itself or was broken off.</summary>
    Change,

    /// <summary>A person tries whether alerts arrive.</summary>
    Test,
}

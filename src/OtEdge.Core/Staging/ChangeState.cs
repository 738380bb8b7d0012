namespace OtEdge.Core.Staging;

/// <summary>Where a staged change stands.</summary>
public enum ChangeState
{
    /// <summary>Proposed, nothing applied.</summary>
    Draft,

    /// <summary>Enforcing with a dead-man timer: no confirmation means back.</summary>
    Trial,

    /// <summary>Enforcing through real production, before the last confirmation.</summary>
    Soak,

    /// <summary>Final; from here nothing loosens by itself.</summary>
    Confirmed,

    /// <summary>Ended before its trial, by its author or a newer change.</summary>
    Withdrawn,

    /// <summary>Went back to the last confirmed posture.</summary>
    RolledBack,
}

namespace OtEdge.Core.Staging;

/// <summary>Where a staged change stands; the flat word for <see cref="Stage"/>.</summary>
public enum ChangeState
{
    /// <summary>Proposed, nothing looked at yet.</summary>
    Draft,

    /// <summary>Checked: a tightening in one step that refuses nothing essential.</summary>
    Checked,

    /// <summary>Judged beside the live rules while evidence is gathered.</summary>
    Shadowing,

    /// <summary>The readiness gates are met or overridden; approvals are awaited.</summary>
    Ready,

    /// <summary>Everyone who is asked has approved.</summary>
    Approved,

    /// <summary>Waits for window, interlocks and guards, and starts by itself when they allow it.</summary>
    Armed,

    /// <summary>Enforcing with a dead-man timer: no confirmation means back.</summary>
    Trial,

    /// <summary>Enforcing through real production, before the last confirmation.</summary>
    Soak,

    /// <summary>Final; from here nothing loosens by itself.</summary>
    Confirmed,

    /// <summary>Ended before its trial, by a person or a newer change.</summary>
    Withdrawn,

    /// <summary>Ended by somebody who was asked to approve it.</summary>
    Rejected,

    /// <summary>Ended because the posture that it was based on has moved.</summary>
    Stale,

    /// <summary>Went back to the last confirmed posture.</summary>
    RolledBack,
}
